import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queries } from '../../api/queries';
import type { UsageRow } from '../../api/types';
import { BarChart } from '../../parts/bar-chart';
import { number, shortDay } from '../../parts/format';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { everyDay } from './every-day';
import { CsvLink } from './csv-link';

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

function Chart({ rows }: { rows: UsageRow[] }) {
  const { columns } = text;
  const bars = rows.map(({ day = '', credits }) => ({
    id: day,
    head: shortDay(day),
    compressions: credits.compression,
    ai: credits.ai,
    title: `${shortDay(day)}: ${number(credits.compression)} / ${number(credits.ai)}`,
  }));
  return <BarChart label={text.days} columns={[text.day, columns.compression, columns.ai]} rows={bars} isDense />;
}
