import { Checkbox, Group, NativeSelect, NumberInput, SimpleGrid, Slider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Section } from '../../parts/page';
import { words } from '../../words';
import type { UploadOptions } from './upload-options';
import type { Picture } from './use-pictures';
import { WatermarkOptions } from './watermark-options';

const text = words.batches.wizard;
const FORMATS = (['webp', 'avif', 'jpg', 'png'] as const).map((value) => ({ value, label: text.formats[value] }));

interface OptionsProps {
  options: UploadOptions;
  change: (part: Partial<UploadOptions>) => void;
  first?: Picture;
}

export function Options({ options, change, first }: OptionsProps) {
  const { data: account } = useQuery(queries.account());
  const has = (feature: 'ai' | 'watermark') => account?.features.includes(feature) ?? false;
  const isLossless = options.format === 'png';
  return (
    <Section title={words.uploader.options}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Group align="flex-end" grow>
            <NativeSelect
              label={text.format}
              value={options.format}
              onChange={(event) => change({ format: event.currentTarget.value as UploadOptions['format'] })}
              data={FORMATS}
            />
            <Stack gap={10} pb={6}>
              <Text size="sm" fw={500} className="numbers">
                {text.quality}
                {!isLossless && `: ${options.quality}`}
              </Text>
              <Slider
                min={40}
                max={100}
                value={options.quality}
                disabled={isLossless}
                onChange={(quality) => change({ quality })}
                thumbLabel={text.quality}
                label={null}
              />
            </Stack>
          </Group>
          <Sides options={options} change={change} />
        </SimpleGrid>
        <Group>
          <Checkbox
            label={text.altText}
            disabled={!has('ai')}
            checked={options.altText}
            onChange={(event) => change({ altText: event.currentTarget.checked })}
          />
          <Checkbox
            label={text.seoRename}
            disabled={!has('ai')}
            checked={options.seoRename}
            onChange={(event) => change({ seoRename: event.currentTarget.checked })}
          />
          <Text size="sm" c="dimmed">
            {has('ai') ? text.aiPrice : text.planNeeded}
          </Text>
        </Group>
        <WatermarkOptions options={options} change={change} first={first} isIncluded={has('watermark')} />
      </Stack>
    </Section>
  );
}

function Sides({ options, change }: OptionsProps) {
  return (
    <Group grow>
      <NumberInput
        label={text.maxWidth}
        min={1}
        max={16_384}
        suffix=" px"
        value={options.maxWidth}
        onChange={(maxWidth) => change({ maxWidth })}
      />
      <NumberInput
        label={text.maxHeight}
        min={1}
        max={16_384}
        suffix=" px"
        value={options.maxHeight}
        onChange={(maxHeight) => change({ maxHeight })}
      />
    </Group>
  );
}
