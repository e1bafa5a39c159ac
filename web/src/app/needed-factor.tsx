import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { signInWithPasskey, takesPasskeys } from '../api/passkeys';
import { queries, queryClient } from '../api/queries';
import { Passkeys } from '../pages/account/passkeys';
import { TwoFactor } from '../pages/account/two-factor';
import { Icon } from '../parts/icons';
import { complain } from '../parts/notices';
import { Page } from '../parts/page';
import { Loaded, Problem } from '../parts/states';
import { words } from '../words';
import { useSwitch } from './use-switch';

const text = words.account.needed;
const lookAgain = () => queryClient.invalidateQueries({ queryKey: ['account'] });

/**
 * In place of every page of an account that demands a second factor, for who has none: how to get one, and where else to go.
 * `hold`: while backup codes are in sight the page stays, though the account lets the person in by now.
 */
export function NeededFactor({ hold }: { hold: (isHeld: boolean) => void }) {
  const accounts = useQuery(queries.ownAccounts());
  const switchTo = useSwitch();
  function showing(isShown: boolean) {
    hold(isShown);
    if (!isShown) void lookAgain();
  }
  return (
    <Page title={text.title}>
      <Loaded query={accounts} rows={2} height={60}>
        {({ data }) => {
          const others = data.filter(({ current, suspended }) => !current && !suspended);
          return (
            <Stack>
              <Alert color="yellow" variant="light" icon={<Icon name="alert" />} role="status">
                <Text size="sm" className="breakable">
                  {text.text(data.find(({ current }) => current)?.name ?? '')}
                </Text>
              </Alert>
              {others.length > 0 && (
                <Group gap="xs">
                  <Text size="sm">{text.others}</Text>
                  {others.map(({ id, name }) => (
                    <Button key={id} size="xs" variant="default" onClick={() => void switchTo(id).catch(complain)}>
                      {name}
                    </Button>
                  ))}
                </Group>
              )}
            </Stack>
          );
        }}
      </Loaded>
      <WithPasskey />
      <TwoFactor showing={showing} />
      <Passkeys />
    </Page>
  );
}

/** For a person whose passkey was not what this session began with. */
function WithPasskey() {
  const { data: factors } = useQuery(queries.factors());
  const { data: methods } = useQuery(queries.methods());
  const signingIn = useMutation({ mutationFn: signInWithPasskey, onSuccess: () => queryClient.resetQueries() });
  if (!factors || factors.passkeys === 0 || !takesPasskeys(methods)) return null;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{text.withPasskey}</Text>
      {signingIn.error && <Problem error={signingIn.error} />}
      <Button loading={signingIn.isPending} onClick={() => signingIn.mutate()}>
        {words.signIn.passkey}
      </Button>
    </Stack>
  );
}
