import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import type { Period, Usage } from '../../api/types';
import { number, shortDate } from '../../parts/format';
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

/** A table that is drawn as bars: what is seen and what is read out are the same. */
function Chart({ periods }: { periods: Period[] }) {
  const most = Math.max(
    1,
    ...periods.map(({ compressor_used, ia_credits_used }) => Math.max(compressor_used, ia_credits_used)),
  );
  return (
    <Stack gap="sm">
      <Group gap="md" aria-hidden>
        <Key className={classes.compressions} label={text.compressions} />
        <Key className={classes.ai} label={words.batches.detail.ai} />
      </Group>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={text.history}>
        <table className={classes.chart}>
          <thead className={classes.unseen}>
            <tr>
              <th scope="col">{text.period}</th>
              <th scope="col">{text.compressions}</th>
              <th scope="col">{words.batches.detail.ai}</th>
            </tr>
          </thead>
          <tbody>
            {periods.map((period, place) => (
              <tr key={period.period_start}>
                <th scope="row">
                  {shortDate(period.period_start)}
                  {place === periods.length - 1 && <span className={classes.now}> {text.current}</span>}
                </th>
                <Bar className={classes.compressions} value={period.compressor_used} most={most} />
                <Bar className={classes.ai} value={period.ia_credits_used} most={most} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {periods.length === 1 && (
        <Text size="sm" c="dimmed">
          {text.historyEmpty}
        </Text>
      )}
    </Stack>
  );
}

function Bar({ className, value, most }: { className?: string; value: number; most: number }) {
  return (
    <td title={number(value)}>
      <span className={className} style={{ height: `${(value / most) * 100}%` }} />
      <span className={classes.value}>{number(value)}</span>
    </td>
  );
}

function Key({ className, label }: { className?: string; label: string }) {
  return (
    <Group gap={6}>
      <span className={`${classes.swatch} ${className}`} />
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </Group>
  );
}
