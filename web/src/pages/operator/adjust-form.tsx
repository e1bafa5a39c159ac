import { Button, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api, newToken } from '../../api/client';
import { say } from '../../parts/notices';
import { Problem } from '../../parts/states';
import { words } from '../../words';
import { asOperator } from './as-operator';

const text = words.operator.adjust;
const CREDITS = [
  { value: 'compression', label: words.billing.buckets.compression },
  { value: 'ai', label: words.billing.buckets.ai },
];

type Credit = 'compression' | 'ai';

/** Adds to what the running period grants, or takes of it. A call that got no answer is sent again under the same reference. */
export function AdjustForm({ token, id }: { token: string; id: string }) {
  const client = useQueryClient();
  const [credit, setCredit] = useState<Credit>('compression');
  const [amount, setAmount] = useState<string | number>('');
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState(newReference);
  const adjusting = useMutation({
    mutationFn: () => {
      const body = { credit, amount: Number(amount), reason, reference };
      return answer(
        api.POST('/api/admin/accounts/{id}/adjustments', { params: { path: { id } }, body, ...asOperator(token) }),
      );
    },
    onSuccess: ({ moved }) => {
      say(moved ? text.done : text.before);
      setAmount('');
      setReason('');
      setReference(newReference());
      return client.invalidateQueries({ queryKey: ['operator'] });
    },
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    adjusting.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {text.hint}
        </Text>
        {adjusting.error && <Problem error={adjusting.error} />}
        <Group align="flex-end" gap="xs">
          <Change credit={credit} setCredit={setCredit} amount={amount} setAmount={setAmount} />
          <TextInput
            label={text.reason}
            required
            withAsterisk={false}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            style={{ flex: '1 1 12rem' }}
          />
          <TextInput
            label={words.operator.reference}
            title={words.operator.referenceHint}
            required
            withAsterisk={false}
            maxLength={200}
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
            w={160}
          />
          <Button type="submit" variant="default" loading={adjusting.isPending} disabled={!Number(amount)}>
            {text.action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ChangeProps {
  credit: Credit;
  setCredit: (credit: Credit) => void;
  amount: string | number;
  setAmount: (amount: string | number) => void;
}

/** Of which kind how much. */
function Change({ credit, setCredit, amount, setAmount }: ChangeProps) {
  return (
    <>
      <NativeSelect
        label={text.credit}
        data={CREDITS}
        value={credit}
        onChange={(event) => setCredit(event.currentTarget.value as Credit)}
      />
      <NumberInput
        label={text.amount}
        description={text.amountHint}
        allowDecimal={false}
        required
        withAsterisk={false}
        value={amount}
        onChange={setAmount}
        w={130}
      />
    </>
  );
}

function newReference(): string {
  return `adjust-${newToken().slice(0, 8)}`;
}
