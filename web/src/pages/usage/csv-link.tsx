import { Button } from '@mantine/core';
import type { UsageGroup } from '../../api/types';
import { Icon } from '../../parts/icons';
import { words } from '../../words';
import { firstDay } from './every-day';

/** All rows as a file. */
export function CsvLink({ by, days }: { by: UsageGroup; days: number }) {
  return (
    <Button
      component="a"
      href={`/api/usage/breakdown?by=${by}&from=${firstDay(days)}&format=csv`}
      download={`usage-by-${by}.csv`}
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<Icon name="download" size={16} />}
    >
      {words.usage.csv}
    </Button>
  );
}
