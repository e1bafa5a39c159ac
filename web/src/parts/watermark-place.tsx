import { Group, Radio, Slider, Stack, Text } from '@mantine/core';
import type { NewBatch } from '../api/types';
import { words } from '../words';

const text = words.batches.wizard;
export type Position = NonNullable<NonNullable<NewBatch['watermark']>['position']>;
const POSITIONS: Position[] = ['TL', 'TC', 'TR', 'ML', 'MC', 'MR', 'BL', 'BC', 'BR'];

export interface Place {
  scale: number;
  opacity: number;
  position: Position;
}

/** Where a watermark goes, how large and how strong. */
export function WatermarkPlace({ value, onChange }: { value: Place; onChange: (value: Place) => void }) {
  return (
    <Group align="flex-start" gap="xl">
      <Radio.Group
        label={text.position}
        value={value.position}
        onChange={(position) => onChange({ ...value, position: position as Position })}
      >
        <div
          style={{
            display: 'grid',
            gridTemplateColumns: 'repeat(3, auto)',
            gap: 10,
            paddingTop: 8,
            width: 'max-content',
          }}
        >
          {POSITIONS.map((position) => (
            <Radio
              key={position}
              value={position}
              aria-label={text.positions[position]}
              title={text.positions[position]}
            />
          ))}
        </div>
      </Radio.Group>
      <Stack style={{ flex: '1 1 12rem' }} gap="sm">
        <Labeled label={`${text.scale}: ${value.scale} %`}>
          <Slider
            min={5}
            max={50}
            value={value.scale}
            onChange={(scale) => onChange({ ...value, scale })}
            thumbLabel={text.scale}
            label={null}
          />
        </Labeled>
        <Labeled label={`${text.opacity}: ${value.opacity} %`}>
          <Slider
            min={0}
            max={100}
            value={value.opacity}
            onChange={(opacity) => onChange({ ...value, opacity })}
            thumbLabel={text.opacity}
            label={null}
          />
        </Labeled>
      </Stack>
    </Group>
  );
}

function Labeled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500} className="numbers">
        {label}
      </Text>
      {children}
    </Stack>
  );
}
