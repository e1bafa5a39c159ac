import { Alert, Badge, Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queries } from '../../api/queries';
import type { Account, Plan, Purchase } from '../../api/types';
import { Curl } from '../../parts/copying';
import { date, number } from '../../parts/format';
import { Icon } from '../../parts/icons';
import { Page, Section } from '../../parts/page';
import { Loaded, Problem } from '../../parts/states';
import { words } from '../../words';
import { Ledger } from './ledger';
import { PlanChange } from './plan-change';
import { PLANS } from './plans';

const text = words.billing;
const SIZES = ['small', 'medium', 'large'] as const;

export function Billing() {
  const account = useQuery(queries.account());
  const usage = useQuery(queries.usage());
  const going = useMutation({
    mutationFn: (wanted: Purchase | 'portal') =>
      wanted === 'portal'
        ? answer(api.POST('/api/billing/portal'))
        : answer(api.POST('/api/billing/checkout', { body: wanted })),
    onSuccess: ({ url }) => location.assign(url),
  });
  const failure = going.error && asFailure(going.error);
  // The usage names where top-ups are bought; nowhere, when the server has no billing.
  const isOff = usage.data?.topups.small === null;
  const isOwner = account.data?.role === 'owner';
  const canBuy = usage.data !== undefined && !isOff && isOwner;
  const go = (wanted: Purchase | 'portal') => going.mutate(wanted);
  return (
    <Page title={text.title} text={text.text}>
      {isOff && (
        <Alert color="yellow" variant="light" icon={<Icon name="alert" />} role="alert">
          {text.off}
        </Alert>
      )}
      {account.data && !isOwner && (
        <Alert color="blue" variant="light" icon={<Icon name="alert" />}>
          {text.ownersBuy}
        </Alert>
      )}
      {failure && <Problem error={failure} />}
      <Loaded query={account} rows={2} height={140}>
        {(data) => (
          <>
            <NextPlan account={data} />
            <Plans account={data} go={go} isBusy={going.isPending} canBuy={canBuy} />
            {canBuy && <Topups go={go} isBusy={going.isPending} />}
            {canBuy && (
              <Section
                title={text.portal}
                text={text.portalText}
                actions={
                  <Button variant="default" loading={going.isPending} onClick={() => go('portal')}>
                    {text.openPortal}
                  </Button>
                }
              >
                {null}
              </Section>
            )}
          </>
        )}
      </Loaded>
      <Ledger />
      <Curl path="/api/usage/ledger?limit=20" />
    </Page>
  );
}

/** A change or an end that was confirmed and is still to come. */
function NextPlan({ account: { plan, nextPlan, nextPlanAt } }: { account: Account }) {
  const usage = useQuery(queries.usage());
  const at = nextPlanAt ?? usage.data?.period_end;
  if (!nextPlan || !at) return null;
  return (
    <Alert color="blue" variant="light" role="status">
      {text.planned(text.names[plan], text.names[nextPlan], date(at))}
    </Alert>
  );
}

interface BuyProps {
  go: (wanted: Purchase) => void;
  isBusy: boolean;
}

function Plans({ account, go, isBusy, canBuy }: BuyProps & { account: Account; canBuy: boolean }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      {PLANS.map((plan) => {
        const isCurrent = plan.name === account.plan;
        // The account's own figures hold; of the others only what every server offers unless its operator changed it.
        const shown = isCurrent ? { ...plan, ...account.limits, features: account.features } : plan;
        return (
          <Stack key={plan.name} className="card" p="md" gap="sm" justify="space-between">
            <Stack gap={6}>
              <Group justify="space-between">
                <Title order={2}>{text.names[plan.name]}</Title>
                {isCurrent && (
                  <Badge variant="light" tt="none">
                    {text.current}
                  </Badge>
                )}
              </Group>
              <Text size="sm" className="numbers">
                {text.compressions(amount(shown.compressions))}
                <br />
                {text.ai(amount(shown.ai))}
                <br />
                <Text span c="dimmed" size="sm">
                  {text.perPeriod}
                </Text>
              </Text>
              {shown.features.map((feature) => (
                <Group key={feature} gap={6} wrap="nowrap">
                  <Icon name="check" size={14} />
                  <Text size="sm">{text.features[feature]}</Text>
                </Group>
              ))}
            </Stack>
            {canBuy && <Choose plan={plan.name} isCurrent={isCurrent} go={go} isBusy={isBusy} />}
          </Stack>
        );
      })}
    </SimpleGrid>
  );
}

function Choose({ plan, isCurrent, go, isBusy }: BuyProps & { plan: Plan; isCurrent: boolean }) {
  const [isAsking, setAsking] = useState(false);
  if (plan === 'free' || isCurrent) return null;
  return (
    <>
      <Button variant="light" disabled={isBusy} onClick={() => setAsking(true)}>
        {text.choose(text.names[plan])}
      </Button>
      {isAsking && <PlanChange plan={plan} isBusy={isBusy} close={() => setAsking(false)} go={() => go({ plan })} />}
    </>
  );
}

function Topups({ go, isBusy }: BuyProps) {
  const buttons = SIZES.map((size) => (
    <Button key={size} variant="default" disabled={isBusy} onClick={() => go({ topup: size })}>
      {text.buy(text.sizes[size])}
    </Button>
  ));
  return (
    <Section title={text.topups} text={text.topupsText}>
      <Group gap="xs">{buttons}</Group>
    </Section>
  );
}

const amount = (count: number | null) => (count === null ? words.common.unlimited : number(count));
