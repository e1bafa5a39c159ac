import { Button, Group, NumberInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { dollars } from '../../parts/format';
import { complain } from '../../parts/notices';
import { words } from '../../words';

const text = words.operator.ai;

interface AiCeilingProps {
  account: { aiDollarsPerDay: number | null; aiCeiling: number | null; aiDollarsToday: number };
  change: (body: { aiDollarsPerDay: number | null }) => Promise<unknown>;
}

/** What the AI may cost the operator for an account on one day. */
export function AiCeiling({ account: { aiDollarsPerDay, aiCeiling, aiDollarsToday }, change }: AiCeilingProps) {
  const [typed, setTyped] = useState<string | number>(aiDollarsPerDay ?? '');
  const wanted = typed === '' ? null : Number(typed);
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    void change({ aiDollarsPerDay: wanted }).catch(complain);
  }
  const inForce = aiCeiling === null ? text.unlimited : dollars(aiCeiling);
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <NumberInput
          label={text.label}
          description={text.hint(inForce, dollars(aiDollarsToday))}
          min={0}
          max={1_000_000}
          decimalScale={4}
          value={typed}
          onChange={setTyped}
          style={{ flex: '1 1 14rem' }}
        />
        <Button type="submit" variant="default" disabled={wanted === aiDollarsPerDay}>
          {text.save}
        </Button>
      </Group>
    </form>
  );
}
