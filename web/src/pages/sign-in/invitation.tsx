import { Alert, Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queries, queryClient } from '../../api/queries';
import { Loaded, Problem } from '../../parts/states';
import { words } from '../../words';
import { forgetInvitation, keepInvitation } from './kept-invitation';

const text = words.signIn.invitation;

/** Where the link of an invitation leads: shows whose it is, and joins nobody who does not say so. */
export function Invitation() {
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const invitation = useQuery(queries.invitation(token));
  useEffect(() => {
    document.title = `${text.title} – ${words.common.product}`;
  }, []);
  const isDead = invitation.error !== null && [400, 404].includes(asFailure(invitation.error).status);
  useEffect(() => {
    if (isDead) forgetInvitation();
  }, [isDead]);
  return (
    <Stack gap="md">
      <Title order={1}>{text.title}</Title>
      {isDead ? (
        <>
          <Alert color="yellow" variant="light" role="alert">
            {text.dead}
          </Alert>
          <Anchor component={Link} to="/" size="sm">
            {text.home}
          </Anchor>
        </>
      ) : (
        <Loaded query={invitation} rows={2} height={40}>
          {({ account, role, email }) => (
            <>
              <Text size="sm" className="breakable">
                {text.text(email)}
              </Text>
              <Text fw={550} className="breakable">
                “{account}”
              </Text>
              <Text size="sm">{text.role(role)}</Text>
              <Answer token={token} email={email} />
            </>
          )}
        </Loaded>
      )}
    </Stack>
  );
}

/** What can be done depends on who is signed in. */
function Answer({ token, email }: { token: string; email: string }) {
  const account = useQuery(queries.account());
  const navigate = useNavigate();
  const here = encodeURIComponent(`/invitation?token=${token}`);
  const asInvited = `/sign-in?next=${here}&email=${encodeURIComponent(email)}`;
  const accepting = useMutation({
    mutationFn: () => answer(api.POST('/api/account/invitations/accept', { body: { token } })),
  });
  const leaving = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/sign-out')),
    onSuccess: () => {
      queryClient.clear();
      void navigate(asInvited);
    },
  });
  const isIn = account.data !== undefined;
  const isOut = account.error !== null && asFailure(account.error).status === 401;
  useEffect(() => {
    if (isOut) keepInvitation(token);
    else if (isIn) forgetInvitation();
  }, [isIn, isOut, token]);
  if (accepting.isSuccess) return <Accepted account={accepting.data.account} />;
  if (isOut) return <SignInFirst email={email} to={asInvited} />;
  return (
    <Loaded query={account} rows={1} height={40}>
      {({ person }) =>
        person?.email === email ? (
          <>
            <Text size="sm" c="dimmed">
              {text.hint}
            </Text>
            {accepting.error && <Problem error={accepting.error} />}
            <Button loading={accepting.isPending} onClick={() => accepting.mutate()} fullWidth>
              {text.accept}
            </Button>
            <Button component={Link} to="/" variant="default" fullWidth>
              {text.decline}
            </Button>
          </>
        ) : (
          <>
            <Alert color="yellow" variant="light" role="alert">
              {text.other(person?.email ?? '', email)}
            </Alert>
            {leaving.error && <Problem error={leaving.error} />}
            <Button loading={leaving.isPending} onClick={() => leaving.mutate()} fullWidth>
              {text.switchPerson(email)}
            </Button>
            <Anchor component={Link} to="/" size="sm">
              {text.home}
            </Anchor>
          </>
        )
      }
    </Loaded>
  );
}

function SignInFirst({ email, to }: { email: string; to: string }) {
  return (
    <>
      <Button component={Link} to={to} fullWidth>
        {text.signIn}
      </Button>
      <Anchor component={Link} to={`/sign-up?email=${encodeURIComponent(email)}`} size="sm">
        {text.signUp}
      </Anchor>
    </>
  );
}

function Accepted({ account: { id, name } }: { account: { id: string; name: string } }) {
  const navigate = useNavigate();
  const going = useMutation({
    mutationFn: () => answer(api.POST('/api/account/switch', { body: { account: id } })),
    onSuccess: home,
  });
  function home() {
    queryClient.clear();
    void navigate('/');
  }
  return (
    <>
      <Alert variant="light" role="status">
        {text.accepted(name)}
      </Alert>
      {going.error && <Problem error={going.error} />}
      <Button loading={going.isPending} onClick={() => going.mutate()} fullWidth>
        {text.goThere}
      </Button>
      <Button variant="default" onClick={home} fullWidth>
        {text.stay}
      </Button>
    </>
  );
}
