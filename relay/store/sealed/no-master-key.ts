import { Invalid } from '../../errors.ts'

/** A secret is to be saved, and there is nothing to seal it with. */
export function noMasterKey(): Invalid {
  return new Invalid(
    'no_master_key',
    'No secret can be saved here: the relay has no master key to seal it with. Make one with "openssl rand -base64 32", give it to every process of the relay as HOMING_MASTER_KEY, keep a copy, start them again, and save once more.',
    { status: 409 },
  )
}
