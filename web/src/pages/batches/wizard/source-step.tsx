import { Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client';
import type { Connection } from '../../../api/types';
import { bytes, number } from '../../../parts/format';
import { Section } from '../../../parts/page';
import { Problem } from '../../../parts/states';
import { words } from '../../../words';
import type { Plan } from './plan';
import classes from './source-step.module.css';

const text = words.batches.wizard;
const TYPING_MS = 300;

interface SourceStepProps {
  plan: Plan;
  change: (part: Partial<Plan>) => void;
  connections: Connection[];
}

export function SourceStep({ plan, change, connections }: SourceStepProps) {
  return (
    <Section>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect
            label={text.connection}
            value={plan.connection}
            onChange={(event) => change({ connection: event.currentTarget.value })}
            data={connections.map(({ id, name, bucket }) => ({ value: id, label: `${name} (${bucket})` }))}
          />
          <TextInput
            label={text.prefix}
            description={text.prefixHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder="2026/"
            spellCheck={false}
            value={plan.prefix}
            onChange={(event) => change({ prefix: event.currentTarget.value })}
          />
          <TextInput
            label={text.include}
            description={text.includeHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            spellCheck={false}
            value={plan.include}
            onChange={(event) => change({ include: event.currentTarget.value })}
          />
          <TextInput
            label={text.exclude}
            spellCheck={false}
            value={plan.exclude}
            onChange={(event) => change({ exclude: event.currentTarget.value })}
          />
        </SimpleGrid>
        <Found connection={plan.connection} prefix={plan.prefix} />
      </Stack>
    </Section>
  );
}

/** What lies there, counted while one types. */
function Found({ connection, prefix: typed }: { connection: string; prefix: string }) {
  const [prefix] = useDebouncedValue(typed, TYPING_MS);
  const found = useQuery({
    queryKey: ['objects', connection, prefix],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => {
      const params = { path: { id: connection }, query: { prefix } };
      return answer(api.GET('/api/connections/{id}/objects', { signal, params }));
    },
  });
  if (found.error) return <Problem error={found.error} />;
  const { count = 0, bytes: size = 0, more = false, sample = [] } = found.data ?? {};
  return (
    <Stack gap="xs" mih={96}>
      <Text size="sm" className="numbers" role="status">
        {found.data ? text.found(number(count), more, bytes(size)) : words.common.loading}
      </Text>
      <Group gap="xs">
        {sample.map(({ key, url }) => (
          <img key={key} src={url} alt={key} title={key} className={classes.sample} loading="lazy" decoding="async" />
        ))}
      </Group>
    </Stack>
  );
}
