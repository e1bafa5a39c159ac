import { Group, NativeSelect, TextInput } from '@mantine/core';
import { words } from '../words';

const text = words.billing;
const CREDITS = [
  { value: '', label: text.allCredits },
  { value: 'compression', label: text.buckets.compression },
  { value: 'ai', label: text.aiCredits },
];

/** Which entries of a ledger are looked at. Days are whole, in UTC; empty: no bound. */
export interface LedgerFilterValue {
  credit: '' | 'compression' | 'ai';
  from: string;
  to: string;
}
export const WHOLE_LEDGER: LedgerFilterValue = { credit: '', from: '', to: '' };

const DAY_MS = 86_400_000;

/** The filter as the API takes it: its `to` is the first moment that does not count. */
export function ledgerQueryOf({ credit, from, to }: LedgerFilterValue) {
  return {
    ...(credit && { credit }),
    ...(from && { from: new Date(from).toISOString() }),
    ...(to && { to: new Date(Date.parse(to) + DAY_MS).toISOString() }),
  };
}

interface LedgerFilterProps {
  filter: LedgerFilterValue;
  setFilter: (filter: LedgerFilterValue) => void;
}

export function LedgerFilter({ filter, setFilter }: LedgerFilterProps) {
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      size="xs"
      label={text[name]}
      value={filter[name]}
      onChange={(event) => setFilter({ ...filter, [name]: event.currentTarget.value })}
    />
  );
  return (
    <Group px="md" pb="sm" gap="xs" align="flex-end">
      <NativeSelect
        size="xs"
        label={text.columns.credit}
        data={CREDITS}
        value={filter.credit}
        onChange={(event) => {
          setFilter({ ...filter, credit: event.currentTarget.value as LedgerFilterValue['credit'] });
        }}
      />
      {day('from')}
      {day('to')}
    </Group>
  );
}
