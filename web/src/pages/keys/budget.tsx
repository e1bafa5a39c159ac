import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api } from '../../api/client';
import { queryClient } from '../../api/queries';
import type { Key } from '../../api/types';
import { number } from '../../parts/format';
import { Problem } from '../../parts/states';
import { words } from '../../words';

const text = words.keys.budget;
const CREDITS = ['compression', 'ai'] as const;

/** Asks what a key may use in a month. */
export function BudgetDialog({ opened, ...form }: FormProps & { opened: boolean }) {
  return (
    <Modal opened={opened} onClose={form.close} title={text.title}>
      <BudgetForm {...form} />
    </Modal>
  );
}

interface FormProps {
  apiKey: Key;
  close: () => void;
}

function BudgetForm({ apiKey, close }: FormProps) {
  const [limits, setLimits] = useState({
    compression: apiKey.budget?.compression ?? null,
    ai: apiKey.budget?.ai ?? null,
  });
  const setting = useMutation({
    mutationFn: () =>
      answer(api.PATCH('/api/keys/{id}', { params: { path: { id: apiKey.id } }, body: { budget: limits } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['keys'] });
      close();
    },
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setting.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{text.text}</Text>
        <Text size="sm">
          {apiKey.name} <span className="mono">{apiKey.masked}</span>
        </Text>
        {setting.error && <Problem error={setting.error} />}
        {CREDITS.map((credit) => (
          <NumberInput
            key={credit}
            label={text[credit]}
            placeholder={text.none}
            min={0}
            max={Number.MAX_SAFE_INTEGER}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator=","
            data-autofocus={credit === 'compression' || undefined}
            value={limits[credit] ?? ''}
            onChange={(value) => setLimits({ ...limits, [credit]: value === '' ? null : Number(value) })}
          />
        ))}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={setting.isPending}>
            {words.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is used of the budget of a key, if it has one. */
export function BudgetLine({ budget }: { budget: Key['budget'] }) {
  if (!budget) return null;
  const used = CREDITS.flatMap((credit) => {
    const limit = budget[credit];
    return limit === null ? [] : [text.used(number(budget.used[credit]), number(limit), text.what[credit])];
  });
  return (
    <Text size="sm" c="dimmed" className="numbers">
      {used.join(' · ')}
    </Text>
  );
}
