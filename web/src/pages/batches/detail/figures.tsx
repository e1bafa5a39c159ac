import { Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../api/queries';
import type { Batch } from '../../../api/types';
import { bytes, duration, number, percent, rate, secondsBetween } from '../../../parts/format';
import { words } from '../../../words';

const text = words.batches.detail;
const PARTS = [
  ['succeeded', 'pine'],
  ['skipped', 'gray.5'],
  ['failed', 'red.6'],
  ['canceled', 'gray.4'],
  ['processing', 'blue.5'],
] as const;

/** How far it is, how fast, what it saved and what it cost. */
export function Figures({ batch }: { batch: Batch }) {
  const { id, progress, images, bytes: size, credits, ai } = batch;
  const total = Math.max(1, images.total);
  return (
    <div className="card" style={{ padding: 'var(--mantine-spacing-md)' }}>
      <Stack gap="md">
        <Stack gap={8}>
          <Group justify="space-between" className="numbers">
            <Text fw={600}>{text.done(number(progress.done), number(progress.total))}</Text>
            <Text c="dimmed">{percent(progress.done / total)}</Text>
          </Group>
          <Progress.Root
            size={10}
            role="progressbar"
            aria-label={text.progress}
            aria-valuemin={0}
            aria-valuemax={progress.total}
            aria-valuenow={progress.done}
          >
            {PARTS.map(([part, color]) => (
              <Progress.Section key={part} value={(images[part] / total) * 100} color={color} withAria={false} />
            ))}
          </Progress.Root>
          <Counts images={images} />
          <Reasons batchId={id} />
        </Stack>
        <SimpleGrid cols={{ base: 2, sm: ai ? 5 : 4 }} spacing="md">
          <Figure label={text.rate} value={rate(progress.imagesPerSecond)} />
          <Time batch={batch} />
          <Figure
            label={text.saved}
            value={bytes(size.saved)}
            more={size.in > 0 ? `${percent(size.saved / size.in)} · ${bytes(size.in)}` : undefined}
          />
          <Credits label={text.credits} {...credits.compression} />
          {ai && <Credits label={text.ai} {...credits.ai} />}
        </SimpleGrid>
      </Stack>
    </div>
  );
}

/** How long it will take; of a batch that has ended, how long it took. */
function Time({ batch: { progress, startedAt, endedAt } }: { batch: Batch }) {
  if (startedAt && endedAt) return <Figure label={text.took} value={duration(secondsBetween(startedAt, endedAt))} />;
  return <Figure label={text.eta} value={progress.etaSeconds === null ? text.noEta : duration(progress.etaSeconds)} />;
}

function Counts({ images }: { images: Batch['images'] }) {
  const counts = [
    ...PARTS.map(([part, color]) => [part, images[part], color] as const),
    ['pending', images.queued, 'gray.3'] as const,
  ];
  return (
    <Group gap="md" className="numbers">
      {counts
        .filter(([, count]) => count > 0)
        .map(([status, count, color]) => (
          <Group key={status} gap={6}>
            <span
              style={{
                width: 8,
                height: 8,
                borderRadius: 2,
                background: `var(--mantine-color-${color === 'pine' ? 'pine-filled' : color.replace('.', '-')})`,
              }}
            />
            <Text size="sm" c="dimmed">
              {number(count)} {words.batches.imageStatus[status]}
            </Text>
          </Group>
        ))}
    </Group>
  );
}

/** The service counts so far and no further. */
const COUNTED = 10_000;

/** Why images ended as they did, the most frequent first. */
function Reasons({ batchId }: { batchId: string }) {
  const { data } = useQuery(queries.reasons(batchId));
  // What was canceled is among the counts already.
  const shown = data?.data.filter(({ status }) => status !== 'canceled') ?? [];
  if (shown.length === 0) return null;
  return (
    <Group gap="md" className="numbers">
      {shown.map(({ status, reason, images }) => (
        <Text key={`${status} ${reason}`} size="sm" c="dimmed">
          {number(images)}
          {images === COUNTED && '+'} {words.batches.imageStatus[status]}: {words.reasons[reason]}
        </Text>
      ))}
    </Group>
  );
}

function Credits({
  label,
  reserved,
  used,
  refunded,
}: {
  label: string;
  reserved: number;
  used: number;
  refunded: number;
}) {
  const held = Math.max(0, reserved - used - refunded);
  return (
    <Figure
      label={label}
      value={number(used)}
      more={[held > 0 && words.home.held(number(held)), refunded > 0 && text.creditsRefunded(number(refunded))]
        .filter(Boolean)
        .join(', ')}
    />
  );
}

function Figure({ label, value, more }: { label: string; value: string; more?: string }) {
  return (
    <Stack gap={2} className="numbers">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz="xl" fw={600} lh={1.2}>
        {value}
      </Text>
      {more && (
        <Text size="xs" c="dimmed">
          {more}
        </Text>
      )}
    </Stack>
  );
}
