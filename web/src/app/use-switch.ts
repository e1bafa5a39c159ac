import { useNavigate } from 'react-router';
import { answer, api } from '../api/client';
import { queryClient } from '../api/queries';

/** Goes to another account of the person: nothing that was read of the one before stays. */
export function useSwitch(): (account: string) => Promise<void> {
  const navigate = useNavigate();
  return async (account) => {
    await answer(api.POST('/api/account/switch', { body: { account } }));
    queryClient.clear();
    await navigate('/');
  };
}
