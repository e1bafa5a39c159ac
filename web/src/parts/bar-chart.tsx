import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './bar-chart.module.css';
import { number } from './format';

interface BarChartProps {
  /** What the chart is of. */
  label: string;
  /** Above the heads of the rows, and above the two bars. */
  columns: [head: string, compressions: string, ai: string];
  rows: BarRow[];
  /** Many narrow rows: values are read out and not written above the bars, and one date a week is shown. */
  isDense?: boolean;
}

export interface BarRow {
  id: string;
  head: ReactNode;
  compressions: number;
  ai: number;
  title?: string;
}

/** Compressions and AI credits beside each other: a table that is drawn as bars, so what is seen and what is read out are the same. */
export function BarChart({ label, columns: [head, compressions, ai], rows, isDense = false }: BarChartProps) {
  const most = Math.max(1, ...rows.map((row) => Math.max(row.compressions, row.ai)));
  return (
    <>
      <Group gap="md" aria-hidden mb="sm">
        <Swatch className={classes.compressions} label={compressions} />
        <Swatch className={classes.ai} label={ai} />
      </Group>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={label}>
        <table className={`${classes.chart} ${isDense ? classes.dense : classes.wide}`}>
          <thead className={classes.unseen}>
            <tr>
              <th scope="col">{head}</th>
              <th scope="col">{compressions}</th>
              <th scope="col">{ai}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} title={row.title}>
                <th scope="row">{row.head}</th>
                <Bar className={classes.compressions} value={row.compressions} most={most} isDense={isDense} />
                <Bar className={classes.ai} value={row.ai} most={most} isDense={isDense} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Bar({
  className,
  value,
  most,
  isDense,
}: {
  className?: string;
  value: number;
  most: number;
  isDense: boolean;
}) {
  return (
    <td title={isDense ? undefined : number(value)}>
      <span className={className} style={{ height: value === 0 ? 0 : `max(2px, ${(value / most) * 100}%)` }} />
      <span className={isDense ? classes.unseen : classes.value}>{number(value)}</span>
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
