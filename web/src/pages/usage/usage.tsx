import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Curl } from '../../parts/copying';
import { Page } from '../../parts/page';
import { words } from '../../words';
import { Days } from './days';
import { Groups } from './groups';

const text = words.usage;
const SPANS = Object.entries(text.spans).map(([value, label]) => ({ value, label }));

/** Where credits went: day by day, and for each key, person, connection or batch. */
export function UsagePage() {
  const [span, setSpan] = useState('30');
  const days = Number(span);
  return (
    <Page
      title={text.title}
      text={text.text}
      actions={<SegmentedControl size="xs" aria-label={text.span} data={SPANS} value={span} onChange={setSpan} />}
    >
      <Days days={days} />
      <Groups days={days} />
      <Curl path="/api/usage/breakdown?by=day" />
    </Page>
  );
}
