/** Whether the account signed the text; loads the chain's cryptography when called. */
export async function verifyMessage(message: {
  account: string;
  text: string;
  signature: string;
}): Promise<boolean> {
  const { verifyMessage: verify } = await import('@airo/chain-types');
  return verify(message as Parameters<typeof verify>[0]);
}
