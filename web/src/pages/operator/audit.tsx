import { Alert, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { Icon } from '../../parts/icons';
import { Section } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { asOperator } from './as-operator';

const text = words.operator;

/** Whether the books are right, as of now. */
export function Audit({ token }: { token: string }) {
  const audit = useQuery({
    queryKey: ['operator', 'audit'],
    gcTime: 0,
    queryFn: ({ signal }) => answer(api.GET('/api/admin/audit', { signal, ...asOperator(token) })),
  });
  const again = (
    <Button size="xs" variant="default" loading={audit.isFetching} onClick={() => void audit.refetch()}>
      {text.auditRun}
    </Button>
  );
  return (
    <Section title={text.audit} actions={again}>
      <Loaded query={audit} rows={1}>
        {({ ok, checks }) => {
          const bad = checks.filter((check) => !check.ok);
          return (
            <Alert color={ok ? 'pine' : 'red'} variant="light" icon={<Icon name={ok ? 'check' : 'alert'} />}>
              <Stack gap={4}>
                <Text size="sm" fw={600}>
                  {ok ? text.auditOk(checks.length) : text.auditBad(bad.length)}
                </Text>
                {bad.map(({ name, detail }) => (
                  <Text size="sm" key={name} className="breakable">
                    {name}: {detail}
                  </Text>
                ))}
              </Stack>
            </Alert>
          );
        }}
      </Loaded>
    </Section>
  );
}
