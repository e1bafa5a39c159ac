import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { LogEntries } from '../../parts/log-entries';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';

const text = words.account;

/** What was done to the account's access, newest first. */
export function Log() {
  const log = useQuery(queries.log());
  const save = (
    <Button component="a" href="/api/account/log.jsonl" download="log.jsonl" size="xs" variant="default">
      {text.logExport}
    </Button>
  );
  return (
    <Section title={text.log} actions={save} flush>
      <Loaded query={log} rows={3} height={28}>
        {({ data }) =>
          data.length === 0 ? <Empty icon="person" title={text.logEmpty} /> : <LogEntries entries={data} />
        }
      </Loaded>
    </Section>
  );
}
