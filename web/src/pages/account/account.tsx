import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Curl } from '../../parts/copying';
import { Page } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { Alerts } from './alerts';
import { Details } from './details';
import { EverybodysFactor } from './everybodys-factor';
import { Leave } from './leave';
import { Log } from './log';
import { Members } from './members';
import { Passkeys } from './passkeys';
import { Password } from './password';
import { Sessions } from './sessions';
import { TwoFactor } from './two-factor';

const text = words.account;

/** Of a suspended account only what is the person's own. */
export function AccountPage() {
  const account = useQuery(queries.account());
  return (
    <Page title={text.title} text={text.text}>
      <Loaded query={account} rows={2} height={100}>
        {(data) => (
          <>
            {!data.suspended && <Details account={data} key={data.id} />}
            {!data.suspended && <Alerts isOwner={data.role === 'owner'} />}
            {data.person && <Password />}
            {data.person && <TwoFactor />}
            {data.person && <Passkeys />}
            {data.person && !data.suspended && <EverybodysFactor account={data} />}
            {data.person && <Sessions />}
            {!data.suspended && <Members account={data} />}
            {data.person && <Leave account={data} />}
            {data.role === 'owner' && !data.suspended && <Log />}
            <Curl path="/api/account" />
          </>
        )}
      </Loaded>
    </Page>
  );
}
