import { Type, type Static } from 'typebox'

/**
 * Where a message stands. `unknown` means that the provider may or may not have sent it; evidence can still settle it.
 * `failed undelivered cancelled expired` are ends.
 */
export const DeliveryStatus = Type.Union(
  [
    Type.Literal('scheduled'),
    Type.Literal('queued'),
    Type.Literal('sending'),
    Type.Literal('unknown'),
    Type.Literal('sent'),
    Type.Literal('delivered'),
    Type.Literal('read'),
    Type.Literal('failed'),
    Type.Literal('undelivered'),
    Type.Literal('cancelled'),
    Type.Literal('expired'),
  ],
  { description: 'Where a message stands; it only moves forward.' },
)
export type DeliveryStatus = Static<typeof DeliveryStatus>
