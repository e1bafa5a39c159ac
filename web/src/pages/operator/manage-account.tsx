import { Button, Group, Modal, NativeSelect, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api, newToken } from '../../api/client';
import type { Plan, Usage } from '../../api/types';
import { date, number } from '../../parts/format';
import { aiCreditsOf, compressionsOf } from '../../parts/allowance';
import { Meter } from '../../parts/meter';
import { say } from '../../parts/notices';
import { Loaded, Problem } from '../../parts/states';
import { words } from '../../words';
import { AccountAccess } from './account-access';
import { AccountLedger } from './account-ledger';
import { AccountLog } from './account-log';
import { AdjustForm } from './adjust-form';
import { AiCeiling } from './ai-ceiling';
import { asOperator } from './as-operator';

const text = words.operator;
const PLANS = Object.entries(words.billing.names).map(([value, label]) => ({ value, label }));

/** One account: what it uses, its plan, its top-ups and adjustments, whether it may come in. */
export function ManageAccount({ token, id, close }: { token: string; id: string | null; close: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Modal
      opened={id !== null}
      onClose={close}
      title={text.manage}
      size="xl"
      closeOnEscape={!isAsking}
      closeOnClickOutside={!isAsking}
    >
      {id && <Managed token={token} id={id} key={id} isAsking={isAsking} setIsAsking={setIsAsking} />}
    </Modal>
  );
}

interface ManagedProps {
  token: string;
  id: string;
  isAsking: boolean;
  setIsAsking: (isAsking: boolean) => void;
}

function Managed({ token, id, isAsking, setIsAsking }: ManagedProps) {
  const client = useQueryClient();
  const params = { path: { id } };
  const account = useQuery({
    queryKey: ['operator', 'account', id],
    gcTime: 0,
    queryFn: ({ signal }) => answer(api.GET('/api/admin/accounts/{id}', { signal, params, ...asOperator(token) })),
  });
  const changing = useMutation({
    mutationFn: (body: { plan?: Plan; at?: 'now' | 'periodEnd' }) =>
      answer(api.PATCH('/api/admin/accounts/{id}', { params, body, ...asOperator(token) })),
    onSuccess: () => done(text.changed),
  });
  const granting = useMutation({
    mutationFn: (body: { credits: number; reference: string }) =>
      answer(api.POST('/api/admin/accounts/{id}/topups', { params, body, ...asOperator(token) })),
    onSuccess: () => done(text.granted),
  });
  function done(message: string) {
    say(message);
    return client.invalidateQueries({ queryKey: ['operator'] });
  }
  async function changeAccount(
    body: { suspended: boolean } | { ssoDomain: string | null } | { aiDollarsPerDay: number | null },
  ) {
    const { canceledBatches } = await answer(
      api.PATCH('/api/admin/accounts/{id}', { params, body, ...asOperator(token) }),
    );
    await done(canceledBatches === undefined ? text.changed : text.suspend.done(canceledBatches));
  }
  const error = changing.error ?? granting.error;
  return (
    <Loaded query={account} rows={3}>
      {({ name, email, plan, nextPlan, usage, periodEnd, ...others }) => (
        <Stack>
          <Text fw={600}>
            {name}{' '}
            <Text span c="dimmed" size="sm">
              {email}
            </Text>
          </Text>
          {error && <Problem error={error} />}
          <Figures usage={usage} />
          <PlanForm plan={plan} change={changing.mutate} isBusy={changing.isPending} />
          {nextPlan && <Text size="sm">{words.billing.next(words.billing.names[nextPlan], date(periodEnd))}</Text>}
          <GrantForm grant={granting.mutate} isBusy={granting.isPending} />
          <AdjustForm token={token} id={id} />
          <AiCeiling account={others} change={changeAccount} key={`ceiling ${others.aiDollarsPerDay}`} />
          <AccountAccess
            account={{ ...others, name }}
            change={changeAccount}
            isAsking={isAsking}
            setIsAsking={setIsAsking}
          />
          <AccountLedger token={token} id={id} />
          <AccountLog token={token} id={id} />
        </Stack>
      )}
    </Loaded>
  );
}

function Figures({ usage }: { usage: Usage }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      <Meter label={words.home.compressions} {...compressionsOf(usage)} />
      <Meter label={words.home.ai} {...aiCreditsOf(usage)} />
      <Stack gap={4}>
        <Text size="sm" c="dimmed">
          {words.home.topup}
        </Text>
        <Text fz={26} fw={620}>
          {number(usage.ia_topup_credits)}
        </Text>
      </Stack>
    </SimpleGrid>
  );
}

interface PlanFormProps {
  plan: Plan;
  change: (body: { plan: Plan; at: 'now' | 'periodEnd' }) => void;
  isBusy: boolean;
}

function PlanForm({ plan, change, isBusy }: PlanFormProps) {
  const [wanted, setWanted] = useState<Plan>(plan);
  const [at, setAt] = useState<'now' | 'periodEnd'>('now');
  return (
    <Group align="flex-end" gap="xs">
      <NativeSelect
        label={text.plan}
        data={PLANS}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value as Plan)}
      />
      <NativeSelect
        label={text.when.label}
        data={[
          { value: 'now', label: text.when.now },
          { value: 'periodEnd', label: text.when.periodEnd },
        ]}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value as typeof at)}
      />
      <Button variant="default" loading={isBusy} onClick={() => change({ plan: wanted, at })}>
        {text.changePlan}
      </Button>
    </Group>
  );
}

interface GrantFormProps {
  grant: (body: { credits: number; reference: string }) => void;
  isBusy: boolean;
}

function GrantForm({ grant, isBusy }: GrantFormProps) {
  const [credits, setCredits] = useState<string | number>(100);
  const [reference, setReference] = useState(() => `manual-${newToken().slice(0, 8)}`);
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    grant({ credits: Number(credits), reference });
    setReference(`manual-${newToken().slice(0, 8)}`);
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <NumberInput
          label={text.credits}
          min={1}
          required
          withAsterisk={false}
          value={credits}
          onChange={setCredits}
          w={110}
        />
        <TextInput
          label={text.reference}
          title={text.referenceHint}
          required
          withAsterisk={false}
          maxLength={200}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
          style={{ flex: '1 1 10rem' }}
        />
        <Button type="submit" variant="default" loading={isBusy}>
          {text.grant}
        </Button>
      </Group>
    </form>
  );
}
