import { Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queries } from '../../api/queries';
import type { UsageRow } from '../../api/types';
import { number, shortDay } from '../../parts/format';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { everyDay } from './every-day';
import { CsvLink } from './csv-link';
import classes from './days.module.css';

const text = words.usage;

/** What each day used, the oldest first. */
export function Days({ days }: { days: number }) {
  const read = useInfiniteQuery(queries.breakdown('day', days));
  const { hasNextPage, isFetching, fetchNextPage } = read;
  useEffect(() => {
    // A year is two pages.
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <Section title={text.days} actions={<CsvLink by="day" days={days} />}>
      <Loaded query={read} rows={1} height={190}>
        {({ pages }) => {
          const rows = pages.flatMap(({ data }) => data);
          if (rows.length === 0) return <Empty icon="chart" title={text.empty} text={text.emptyText} />;
          return <Chart rows={everyDay(rows, days)} />;
        }}
      </Loaded>
    </Section>
  );
}

/** A table that is drawn as bars: what is seen and what is read out are the same. */
function Chart({ rows }: { rows: UsageRow[] }) {
  const most = Math.max(1, ...rows.map(({ credits }) => Math.max(credits.compression, credits.ai)));
  const { columns } = text;
  return (
    <>
      <Group gap="md" aria-hidden mb="sm">
        <Swatch className={classes.compression} label={columns.compression} />
        <Swatch className={classes.ai} label={columns.ai} />
      </Group>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={text.days}>
        <table className={classes.chart}>
          <thead className={classes.unseen}>
            <tr>
              <th scope="col">{text.day}</th>
              <th scope="col">{columns.compression}</th>
              <th scope="col">{columns.ai}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ day = '', credits }) => (
              <tr key={day} title={`${shortDay(day)}: ${number(credits.compression)} / ${number(credits.ai)}`}>
                <th scope="row">
                  <span>{shortDay(day)}</span>
                </th>
                <Bar className={classes.compression} value={credits.compression} most={most} />
                <Bar className={classes.ai} value={credits.ai} most={most} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Bar({ className, value, most }: { className?: string; value: number; most: number }) {
  return (
    <td>
      <span className={className} style={{ height: value === 0 ? 0 : `max(2px, ${(value / most) * 100}%)` }} />
      <span className={classes.unseen}>{number(value)}</span>
    </td>
  );
}

function Swatch({ className, label }: { className?: string; label: string }) {
  return (
    <Group gap={6}>
      <span className={`${classes.swatch} ${className}`} />
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </Group>
  );
}
