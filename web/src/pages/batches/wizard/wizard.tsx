import { Button, Group, Stepper } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { answer, api, once } from '../../../api/client';
import { queries } from '../../../api/queries';
import type { Connection } from '../../../api/types';
import { Curl } from '../../../parts/copying';
import { Page } from '../../../parts/page';
import { Empty, Loaded, Problem } from '../../../parts/states';
import { words } from '../../../words';
import { EstimateStep } from './estimate-step';
import { OptionsStep } from './options-step';
import { NEW_PLAN, requestOf, type Plan } from './plan';
import { SourceStep } from './source-step';

const text = words.batches.wizard;

/** From a bucket to a batch in three steps; the price is known before anything is spent. */
export function Wizard() {
  const connections = useQuery(queries.connections());
  return (
    <Page title={text.title}>
      <Loaded query={connections} rows={4}>
        {({ data }) => (data.length === 0 ? <NoConnection /> : <Steps connections={data} />)}
      </Loaded>
    </Page>
  );
}

function NoConnection() {
  const { title, text: why, action } = text.noConnection;
  const connect = (
    <Button component={Link} to="/connections">
      {action}
    </Button>
  );
  return (
    <div className="card">
      <Empty icon="bucket" title={title} text={why} action={connect} />
    </div>
  );
}

function Steps({ connections }: { connections: Connection[] }) {
  const [search] = useSearchParams();
  const first = search.get('connection') ?? connections[0]?.id ?? '';
  const [plan, setPlan] = useState<Plan>({ ...NEW_PLAN, connection: first });
  const [step, setStep] = useState(0);
  const estimating = useMutation({
    mutationFn: () => answer(api.POST('/api/batches', { body: requestOf(plan), ...once() })),
    onSuccess: () => setStep(2),
  });
  const change = (part: Partial<Plan>) => setPlan({ ...plan, ...part });
  /** A step back leaves the estimate behind: what is changed then is estimated anew. */
  const goBack = (to: number) => {
    if (step === 2 && estimating.data) void discard(estimating.data.id);
    estimating.reset();
    setStep(to);
  };
  const back = (
    <Button variant="default" onClick={() => goBack(step - 1)}>
      {words.common.back}
    </Button>
  );
  return (
    <>
      <Stepper active={step} onStepClick={(to) => to < step && goBack(to)} size="sm" allowNextStepsSelect={false}>
        <Stepper.Step label={text.steps.source}>
          <SourceStep plan={plan} change={change} connections={connections} />
        </Stepper.Step>
        <Stepper.Step label={text.steps.options}>
          <OptionsStep plan={plan} change={change} />
        </Stepper.Step>
        <Stepper.Step label={text.steps.estimate}>
          {estimating.data && <EstimateStep batchId={estimating.data.id} back={back} />}
        </Stepper.Step>
      </Stepper>
      {estimating.error && <Problem error={estimating.error} />}
      {step === 0 && (
        <Group justify="flex-end">
          <Button disabled={!plan.connection} onClick={() => setStep(1)}>
            {words.common.next}
          </Button>
        </Group>
      )}
      {step === 1 && (
        <Group justify="space-between">
          {back}
          <Button loading={estimating.isPending} onClick={() => estimating.mutate()}>
            {text.toEstimate}
          </Button>
        </Group>
      )}
      <Curl method="POST" path="/api/batches" body={requestOf(plan)} />
    </>
  );
}

/** Nothing hangs on it: an estimate that is left behind costs nothing and ends by itself in 30 days. */
async function discard(id: string): Promise<void> {
  await answer(api.POST('/api/batches/{id}/cancel', { params: { path: { id } } })).catch(() => {});
}
