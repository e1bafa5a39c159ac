import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Curl } from '../../parts/copying';
import { Page } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { Details } from './details';
import { Log } from './log';
import { Members } from './members';
import { Password } from './password';

const text = words.account;

export function AccountPage() {
  const account = useQuery(queries.account());
  return (
    <Page title={text.title} text={text.text}>
      <Loaded query={account} rows={2} height={100}>
        {(data) => (
          <>
            <Details account={data} key={data.id} />
            {data.person && <Password />}
            <Members account={data} />
            {data.role === 'owner' && <Log />}
            <Curl path="/api/account" />
          </>
        )}
      </Loaded>
    </Page>
  );
}
