import type { SealedPlace } from '../vault/vault.ts'

/** By which name a secret of a line is kept; `place` is where it stands in the settings, dotted. */
export function secretName(lineId: string, place: string): string {
  return `line/${lineId}/${place}`
}

/** What a secret's name says; null for one that is no such name. */
export function readSecretName(name: string): { lineId: string; place: string } | null {
  const [, lineId, place] = /^line\/([A-Za-z0-9_-]{1,64})\/(.{1,200})$/.exec(name) ?? []
  return lineId === undefined || place === undefined ? null : { lineId, place }
}

/** Where it is sealed for: it opens under no other name, and in no other account. */
export function secretPlace(portalId: string, name: string): SealedPlace {
  return { portalId, field: `account_secret.value ${name}` }
}
