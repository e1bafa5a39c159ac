import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import type { Batch, Usage } from '../../api/types';
import { Curl } from '../../parts/copying';
import { date, days, number } from '../../parts/format';
import { aiCreditsOf, compressionsOf } from '../../parts/allowance';
import { Meter } from '../../parts/meter';
import { Page, Section } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { FirstSteps } from './first-steps';
import { Periods } from './periods';
import { RecentBatches } from './recent-batches';
import { Saved } from './saved';

const text = words.home;
/** What was bought is there within seconds. */
const SOON_MS = 2_000;

/** What is left, what it saved, what happens. */
export function Home() {
  const [search, setSearch] = useSearchParams();
  const checkout = search.get('checkout');
  const usage = useQuery({ ...queries.usage(), ...(checkout === 'done' && { refetchInterval: SOON_MS }) });
  const batches = useQuery(queries.batches());
  return (
    <Page
      title={text.title}
      text={usage.data && `${text.plan(usage.data.plan)}. ${resetText(usage.data)}.`}
      actions={
        <>
          <Button component={Link} to="/optimize" variant="default">
            {words.common.nav.optimize}
          </Button>
          <Button component={Link} to="/batches/new">
            {words.batches.new}
          </Button>
        </>
      }
    >
      {checkout && (
        <Alert
          variant="light"
          role="status"
          withCloseButton
          closeButtonLabel={words.common.close}
          onClose={() => setSearch({}, { replace: true })}
        >
          {checkout === 'done' ? words.billing.back.success : words.billing.back.canceled}
        </Alert>
      )}
      <Loaded query={usage} rows={4} height={120}>
        {(figures) => (
          // Only once both are there it is known what stands where.
          <Loaded query={batches} rows={4} height={120}>
            {({ data }) => <Body usage={figures} batches={data} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Body({ usage, batches }: { usage: Usage; batches: Batch[] }) {
  return (
    <>
      {batches.length === 0 && <FirstSteps />}
      <Allowances usage={usage} saved={<Saved batches={batches} />} />
      <Section title={text.recent} flush actions={<MoreBatches />}>
        <RecentBatches batches={batches.slice(0, 5)} />
      </Section>
      <Section title={text.history}>
        <Periods usage={usage} />
      </Section>
      <Curl path="/api/usage" />
    </>
  );
}

function resetText({ period_end }: Usage): string {
  return text.resets(days(period_end), date(period_end));
}

function MoreBatches() {
  return (
    <Button component={Link} to="/batches" variant="subtle" color="gray" size="compact-sm">
      {text.all}
    </Button>
  );
}

function Allowances({ usage, saved }: { usage: Usage; saved: React.ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      <div className="card" style={PADDED}>
        <Meter label={text.compressions} {...compressionsOf(usage)} />
      </div>
      <div className="card" style={PADDED}>
        {usage.ia_credits_monthly > 0 ? (
          <Meter label={text.ai} {...aiCreditsOf(usage)} />
        ) : (
          <Stack gap={8}>
            <Label>{text.ai}</Label>
            <Text>{text.noAi}</Text>
            <Group>
              <Button component={Link} to="/billing" size="xs" variant="light">
                {text.upgrade}
              </Button>
            </Group>
          </Stack>
        )}
      </div>
      <div className="card" style={PADDED}>
        <Stack gap={8}>
          <Label>{text.topup}</Label>
          <Text fz={26} fw={620} lh={1.1} className="numbers">
            {number(usage.ia_topup_credits)}
          </Text>
          <Text size="sm" c="dimmed">
            {text.topupText}
          </Text>
        </Stack>
      </div>
      <div className="card" style={PADDED}>
        {saved}
      </div>
    </SimpleGrid>
  );
}

const PADDED = { padding: 'var(--mantine-spacing-md)' };

function Label({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed" fw={500}>
      {children}
    </Text>
  );
}
