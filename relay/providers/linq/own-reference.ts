/** The reference of ours in one of Linq's idempotency keys; undefined where another system chose the key. */
export function ownReference(key: string | undefined): string | undefined {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.\d{1,9})?$/.exec(key ?? '')?.[1]
}
