/** A failure as the page tells it: what is wrong, and what the reader can do. */
export interface Explanation {
  readonly title: string;
  readonly advice: string;
  /** Whether the same thing tried again may pass. */
  readonly again: boolean;
}

interface Coded {
  readonly code?: unknown;
  readonly data?: unknown;
  readonly message?: unknown;
}

const BY_CODE: Readonly<Record<string, Explanation>> = {
  INDEXER_UNREACHABLE: {
    title: 'The indexer does not answer',
    advice: 'Lists and charts come from it. Start it, or set its URL under Settings.',
    again: true,
  },
  INDEXER_UNEXPECTED: {
    title: 'What answers is not this version’s indexer',
    advice: 'Check its URL under Settings, or update the Cockpit and the indexer together.',
    again: false,
  },
  INDEXER_NOT_FOUND: {
    title: 'There is no such thing',
    advice: 'Check the number. Something that just happened appears with the next final block.',
    again: true,
  },
  BOT_UNREACHABLE: {
    title: 'The Wingman does not answer',
    advice:
      'Start it, or check its URL. A bot on another address has to know this page: start it with --cors-origins and this page’s origin.',
    again: true,
  },
  BOT_UNEXPECTED: {
    title: 'What answers is not this version’s Wingman',
    advice: 'Check its URL, or update the Cockpit and the Wingman together.',
    again: false,
  },
  CHAIN_UNAVAILABLE: {
    title: 'The chain does not answer',
    advice: 'Start the node, or set its URL under Settings. Nothing was sent.',
    again: true,
  },
  RUNTIME_UNSUITED: {
    title: 'This chain has no Airo marketplace',
    advice: 'Set the URL of an Airo node under Settings.',
    again: false,
  },
  SIGNATURE_REFUSED: {
    title: 'The wallet did not sign',
    advice: 'Nothing was sent and nothing was paid. Do it again whenever you like.',
    again: true,
  },
  TRANSACTION_UNPAID: {
    title: 'The account can not pay the fee',
    advice: 'Pay some AIRO in, or choose another account. Nothing was sent.',
    again: true,
  },
  TRANSACTION_TIMEOUT: {
    title: 'Not in a block in time',
    advice: 'It may still get into one: look at your account before you do it again.',
    again: false,
  },
  POOL_FULL: {
    title: 'The node takes no more transactions now',
    advice: 'Nothing was sent. Try again in a minute.',
    again: true,
  },
  ONNX_NOT_A_MODEL: {
    title: 'This file is no ONNX model',
    advice:
      'Export the model with torch.onnx, tf2onnx or skl2onnx, and drop the .onnx file. A copy that was cut short is none either.',
    again: false,
  },
  FILE_EMPTY: { title: 'The file is empty', advice: 'Drop the .onnx file itself.', again: false },
  DX_UNAVAILABLE: {
    title: 'Dx does not answer',
    advice: 'Payloads and answers travel over it. Start the dx-node, or set its URL under Settings.',
    again: true,
  },
  DX_NOT_FOUND: {
    title: 'Nobody on Dx has these bytes now',
    advice: 'Who published them may be offline. Try again, or demand the answer on chain.',
    again: true,
  },
  DX_HASH_MISMATCH: {
    title: 'Dx sent wrong bytes',
    advice: 'They do not match their hash on chain and were thrown away. Try again, or another dx-node.',
    again: true,
  },
  DX_TIMEOUT: {
    title: 'Dx took too long',
    advice: 'Try again; if it stays so, set another dx-node under Settings.',
    again: true,
  },
};

/** Errors of our own are told by their code; theirs that we do not know by their message. */
export function explain(error: unknown): Explanation {
  const { code, data, message } = (typeof error === 'object' && error !== null ? error : {}) as Coded;
  if (code === 'DISPATCH_FAILED') return refused(data, String(message));
  if (code === 'TRANSACTION_INVALID') return invalid(data, String(message));
  const known = typeof code === 'string' ? BY_CODE[code] : undefined;
  if (known) return known;
  return {
    title: typeof code === 'string' && message ? String(message) : 'Something went wrong',
    advice: typeof code === 'string' || !message ? '' : String(message),
    again: true,
  };
}

function refused(data: unknown, message: string): Explanation {
  const { name, docs } = (data ?? {}) as { name?: string; docs?: string };
  return {
    title: `The chain refused it: ${name ?? message}`,
    advice: `${docs ? `${docs} ` : ''}Only the fee was paid.`,
    again: false,
  };
}

function invalid(data: unknown, message: string): Explanation {
  const { failure } = (data ?? {}) as { failure?: { name: string; docs: string } };
  return {
    title: failure ? `The chain would refuse it: ${failure.name}` : 'The node refused the transaction',
    advice: `${failure ? failure.docs : message} Nothing was paid.`.trim(),
    again: failure === undefined,
  };
}
