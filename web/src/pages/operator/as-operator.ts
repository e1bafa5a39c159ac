/** The operator's header, in place of the session's cookie. */
export const asOperator = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
