import {
  type AgreementId,
  accountId,
  agreementId,
  formatAiro,
  modelId,
  orderId,
  parseAiro,
} from '@airo/chain-types';
import { ask } from '@airo/chain-types/consumer';
import { Command, InvalidArgumentError } from 'commander';
import { DEV_KEYS } from '../constants.ts';
import { DevnetError } from '../errors.ts';
import { readState } from '../state-file.ts';
import { classesOf } from './answer.ts';
import { agreementOf, chooseBid, placeOrder, waitForAgreement, waitForBids } from './buy.ts';
import { manifestOf } from './manifest.ts';
import { encodeRequest, loadPictures } from './pictures.ts';
import { openSession, type Session } from './session.ts';
import { approve, close } from './settle.ts';

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number is wanted.');
  return Number(text);
};
const amount = (text: string) => {
  if (!/^\d{1,9}(\.\d{1,12})?$/.test(text))
    throw new InvalidArgumentError('a decimal number of AIRO is wanted, for example 0.05.');
  return parseAiro(text);
};
/** "0-9" or "7". */
const range = (text: string): number[] => {
  const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (from === undefined || Number(to) < Number(from))
    throw new InvalidArgumentError('pictures are given as 7 or 0-9.');
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
};

/** The consumer's side by hand: order, bids, award, ask, pay, close. Each command prints what to do next. */
export function consumerCli(print: (line: string) => void): Command {
  const cli = new Command('npm run consumer --')
    .description("A consumer's hands on a running devnet, or on any Airo chain.")
    .option('--key <uri>', 'key to sign with', DEV_KEYS.consumer)
    .option('--state <folder>', 'state folder of the running devnet', process.env.AIRO_STATE ?? '.airo')
    .option('--chain-url <url>', "the chain's JSON-RPC (default: the running devnet's)")
    .option('--dx-url <url>', "a dx-node (default: the running devnet's first)")
    .option('--dx-token-file <file>', 'file with the token of a dx-node that wants one');

  const within = async (work: (session: Session) => Promise<void>): Promise<void> => {
    const { key, state, chainUrl, dxUrl, dxTokenFile } = cli.opts<{
      key: string;
      state: string;
      chainUrl?: string;
      dxUrl?: string;
      dxTokenFile?: string;
    }>();
    const devnet = readState(state);
    const chain = chainUrl ?? devnet?.chain.url;
    const dx = dxUrl ?? devnet?.dx[0]?.url;
    if (!chain || !dx) {
      throw new DevnetError(
        'NOT_RUNNING',
        `no devnet runs on ${state}: start one with npm start, or give --chain-url and --dx-url`,
        { state },
      );
    }
    const session = await openSession({ chainUrl: chain, dxUrl: dx, dxTokenFile, keyUri: key });
    try {
      await work(session);
    } finally {
      await session.closer.close();
    }
  };

  cli
    .command('money')
    .description('all money of the account, by what it is for')
    .action(() =>
      within(async ({ chain, consumer }) => {
        for (const [bucket, held] of Object.entries(await chain.execution.money(consumer.account))) {
          print(`${bucket.padEnd(12)} ${formatAiro(held)} AIRO`);
        }
      }),
    );

  cli
    .command('send')
    .argument('<address>', 'who gets it')
    .argument('<airo>', 'how much', amount)
    .description('pay another account')
    .action((to: string, airo: ReturnType<typeof amount>) =>
      within(async ({ chain, consumer }) => {
        await consumer.submit(chain.transfer(accountId(to), airo));
        print(`sent ${formatAiro(airo)} AIRO`);
      }),
    );

  cli
    .command('order')
    .description('ask for bids; holds inferences × max price')
    .requiredOption('--model <number>', 'number of the model', whole)
    .requiredOption('--inferences <number>', 'how many to buy', whole)
    .requiredOption('--max-price <airo>', 'the most to pay for one', amount)
    .option('--bids <number>', 'wait for so many bids', whole, 1)
    .action((o: { model: number; inferences: number; maxPrice: ReturnType<typeof amount>; bids: number }) =>
      within(async ({ chain, watch, consumer }) => {
        const order = await placeOrder(chain, consumer, { ...o, model: modelId(o.model), award: 'manual' });
        print(`order ${order}`);
        const bids = await waitForBids(chain, watch, order, o.bids, () => {});
        for (const bid of bids) print(`bid ${formatAiro(bid.price)} AIRO by ${bid.provider}`);
        print(`next: npm run consumer -- award ${order}`);
      }),
    );

  cli
    .command('award')
    .argument('<order>', 'its number', whole)
    .option('--provider <address>', 'whose bid to take (default: the cheapest)')
    .description('take a bid; what the order holds too much comes back')
    .action((order: number, o: { provider?: string }) =>
      within(async ({ chain, watch, consumer }) => {
        const bid = chooseBid(await chain.marketplace.bids(orderId(order)), o.provider);
        await consumer.submit(chain.marketplace.award(orderId(order), bid.provider));
        const agreement = await waitForAgreement(chain, watch, orderId(order));
        print(
          `agreement ${agreement.id}: ${agreement.inferences} inferences at ${formatAiro(agreement.price)} AIRO by ${agreement.provider}`,
        );
        print(`next: npm run consumer -- ask ${agreement.id} --pictures 0-9`);
      }),
    );

  cli
    .command('ask')
    .argument('<agreement>', 'its number', whole)
    .requiredOption('--pictures <range>', 'which of the 512 test pictures, for example 0-9', range)
    .description('send pictures, one a request, and print what the model sees')
    .action((id: number, o: { pictures: number[] }) =>
      within((session) => askPictures(session, agreementId(id), o.pictures, print)),
    );

  cli
    .command('pay')
    .argument('<agreement>', 'its number', whole)
    .description('accept every answer, which pays it now')
    .action((id: number) =>
      within(async ({ chain, consumer }) => {
        const agreement = await agreementOf(chain, agreementId(id));
        const answered = (await chain.execution.requests(agreement.id)).filter(
          (r) => r.state.kind === 'answered',
        );
        await approve(
          chain,
          consumer,
          agreement,
          answered.map((r) => r.index),
        );
        const units = answered.reduce((sum, r) => sum + r.units, 0);
        print(`paid ${formatAiro(BigInt(units) * agreement.price)} AIRO for ${units} inferences`);
        print(`next: npm run consumer -- close ${agreement.id}`);
      }),
    );

  cli
    .command('close')
    .argument('<agreement>', 'its number', whole)
    .description('end the agreement with the provider; the rest of the escrow comes back')
    .action((id: number) =>
      within(async ({ chain, watch, consumer }) => {
        const agreement = await agreementOf(chain, agreementId(id));
        print(`closed; ${formatAiro(await close(chain, watch, consumer, agreement))} AIRO came back`);
      }),
    );
  return cli;
}

async function askPictures(
  session: Session,
  id: AgreementId,
  numbers: number[],
  print: (line: string) => void,
): Promise<void> {
  const { chain, dx } = session;
  const agreement = await agreementOf(chain, id);
  const manifest = await manifestOf(chain, dx, agreement.model);
  const pictures = await loadPictures();
  const questions = numbers.map((n) => ({ payload: encodeRequest([pictures.image(n)], manifest), units: 1 }));
  const replies = await ask({ ...session, agreement, questions, progress: () => {} });
  for (const [i, reply] of replies.entries()) {
    const [seen] = reply.ok ? classesOf(reply.answer, 1) : [];
    const label = seen === undefined ? undefined : (manifest.labels?.[seen] ?? `class ${seen}`);
    print(`picture ${numbers[i]}: ${label ?? (reply.ok ? 'nothing' : reply.reason)}`);
  }
  print(`next: npm run consumer -- pay ${agreement.id}`);
}
