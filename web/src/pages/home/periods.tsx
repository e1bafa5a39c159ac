import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import type { Period, Usage } from '../../api/types';
import { BarChart } from '../../parts/bar-chart';
import { shortDate } from '../../parts/format';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import classes from './periods.module.css';

const text = words.home;

/** Compressions and AI credits by period, oldest first, the running one last. */
export function Periods({ usage }: { usage: Usage }) {
  const history = useQuery(queries.history());
  return (
    <Loaded query={history} rows={1} height={190}>
      {({ data }) => <Chart periods={[...data.toReversed(), usage]} />}
    </Loaded>
  );
}

function Chart({ periods }: { periods: Period[] }) {
  const rows = periods.map(({ period_start, compressor_used, ia_credits_used }, place) => ({
    id: period_start,
    head: (
      <>
        {shortDate(period_start)}
        {place === periods.length - 1 && <span className={classes.now}> {text.current}</span>}
      </>
    ),
    compressions: compressor_used,
    ai: ia_credits_used,
  }));
  return (
    <Stack gap="sm">
      <BarChart label={text.history} columns={[text.period, text.compressions, words.batches.detail.ai]} rows={rows} />
      {periods.length === 1 && (
        <Text size="sm" c="dimmed">
          {text.historyEmpty}
        </Text>
      )}
    </Stack>
  );
}
