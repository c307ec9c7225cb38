import { describe, expect, it } from '@jest/globals';
import { nameDispatchError, type PlainDispatchError } from '../../src/codec/dispatch-error.ts';
import { ChainError, DispatchError, dispatchFailureOf } from '../../src/errors.ts';
import { toPlain } from '../../src/runtime/plain.ts';
import { artifactRegistry, scaleValue } from '../support/artifact.ts';

describe('dispatch errors', () => {
  it.each([
    [{ Module: { index: 255, error: '0x01000000' } }, { pallet: 'pallet 255', name: 'error 0x01000000' }],
    [{ Token: 'FundsUnavailable' }, { pallet: 'Token', name: 'FundsUnavailable' }],
    [{ Arithmetic: 'Overflow' }, { pallet: 'Arithmetic', name: 'Overflow' }],
    ['BadOrigin', { pallet: 'runtime', name: 'BadOrigin' }],
  ])('names %j', async (error, expected) => {
    const registry = await artifactRegistry();
    const plain = toPlain(scaleValue(registry, 'sp_runtime::DispatchError', error)) as PlainDispatchError;
    expect(nameDispatchError(registry, plain)).toMatchObject(expected);
  });

  it("names a pallet's own error, with what the runtime says about it", async () => {
    const registry = await artifactRegistry();
    const pallet = registry.metadata.pallets.find(({ name }) => name.toString() === 'Models');
    const named = nameDispatchError(registry, {
      kind: 'Module',
      index: pallet?.index.toNumber() ?? -1,
      error: '0x00000000',
    });
    expect(named).toMatchObject({ pallet: 'models', name: 'AlreadyCommitted' });
    expect(named.docs).not.toBe('');
  });

  it('are told from every other error', () => {
    const failure = { pallet: 'models', name: 'NotOwner', docs: 'Ask its owner.' };
    const error = new DispatchError('models.retire', failure);
    expect(error.message).toBe('models.retire was refused: models.NotOwner (Ask its owner.)');
    expect(dispatchFailureOf(error)).toMatchObject(failure);
    expect(dispatchFailureOf(new ChainError('RPC_FAILED', '', {}))).toBeUndefined();
    expect(dispatchFailureOf('NotOwner')).toBeUndefined();
  });
});
