import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { number, percent } from '../../parts/format';
import { Section } from '../../parts/page';
import { words } from '../../words';
import { about, availableText, isEnough, rangeText, type Estimate } from './estimate-text';

const text = words.batches.estimate;

/** What a dry run found out: how much, what it saves, what it costs. */
export function EstimateView({ estimate }: { estimate: Estimate }) {
  const { images, bytes: size, credits, sample, byExtension } = estimate;
  const hasEnough = isEnough(credits);
  const share = size.in.expected > 0 ? percent(size.saved.expected / size.in.expected) : undefined;
  return (
    <Section title={text.title}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 2, sm: credits.ai.needed > 0 ? 5 : 4 }} className="numbers">
          <Figure label={text.images} value={number(images)} />
          <Figure label={text.before} value={about(size.in)} />
          <Figure
            label={text.saved}
            value={about(size.saved)}
            more={[share, rangeText(size.saved)].filter(Boolean).join(', ')}
          />
          <Figure
            label={text.credits}
            value={number(credits.compression.needed)}
            more={availableText(credits.compression.available)}
          />
          {credits.ai.needed > 0 && (
            <Figure label={text.ai} value={number(credits.ai.needed)} more={availableText(credits.ai.available)} />
          )}
        </SimpleGrid>
        <Text size="sm" fw={550} c={hasEnough ? undefined : 'red'}>
          {hasEnough ? text.enough : text.short}
        </Text>
        <Stack gap={2}>
          <Text size="sm" c="dimmed">
            {text.sample(sample.images)}
          </Text>
          {Object.entries(sample.skipped).map(([reason, count]) => (
            <Text size="sm" key={reason}>
              {text.skipped(count, words.reasons[reason] ?? reason)}
            </Text>
          ))}
          {Object.entries(sample.failed).map(([reason, count]) => (
            <Text size="sm" key={reason}>
              {text.failed(count, words.reasons[reason] ?? reason)}
            </Text>
          ))}
        </Stack>
        <Group gap="md">
          <Text size="sm" c="dimmed">
            {text.types}
          </Text>
          {Object.entries(byExtension).map(([extension, count]) => (
            <Text size="sm" key={extension} className="numbers">
              {extension || '–'}: {number(count)}
            </Text>
          ))}
        </Group>
      </Stack>
    </Section>
  );
}

function Figure({ label, value, more }: { label: string; value: string; more?: string }) {
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz="xl" fw={600} lh={1.2}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {more}
      </Text>
    </Stack>
  );
}
