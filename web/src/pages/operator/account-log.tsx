import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { LogEntries } from '../../parts/log-entries';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { asOperator } from './as-operator';

/** The newest of what was done to an account. */
export function AccountLog({ token, id }: { token: string; id: string }) {
  const params = { path: { id }, query: { limit: 20 } };
  const log = useQuery({
    queryKey: ['operator', 'log', id],
    gcTime: 0,
    queryFn: ({ signal }) => answer(api.GET('/api/admin/accounts/{id}/log', { signal, params, ...asOperator(token) })),
  });
  return (
    <Stack gap="xs">
      <Text fw={600}>{words.operator.log}</Text>
      <Loaded query={log} rows={3} height={28}>
        {({ data }) => <LogEntries entries={data} />}
      </Loaded>
    </Stack>
  );
}
