import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Permanent } from '../errors.ts'
import type { SealedPlace, Vault } from '../vault/vault.ts'

const State = Type.Object({
  /** SHA-256 of what only the browser's cookie says, base64url. */
  browser: Type.String(),
  workspace: Type.Union([Type.String(), Type.Null()]),
  /** Of PKCE: never leaves the relay in clear. */
  verifier: Type.String(),
  /** Milliseconds since 1970. */
  expiresAt: Type.Number(),
})

/** An installation on its way through HubSpot. */
export type InstallState = Static<typeof State>

/** The account is not known yet, so it is sealed for no account. */
const place: SealedPlace = { portalId: '', field: 'oauth.state' }

/**
 * All that the relay must know of an installation travels with the browser, sealed: whoever begins a thousand installations
 * leaves nothing behind. Some 450 characters.
 */
export function sealInstallState(state: InstallState, vault: Vault): string {
  return vault.seal(JSON.stringify(state), place)
}

/** What was sealed, by whichever master key is still known; null for anything else. */
export function openInstallState(sealed: string, vault: Vault): InstallState | null {
  try {
    const state: unknown = JSON.parse(vault.open(sealed, place))
    return Value.Check(State, state) ? state : null
  } catch (error) {
    if (error instanceof Permanent) return null
    throw error
  }
}

/** SHA-256 in base64url. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
