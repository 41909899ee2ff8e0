import { objectTypes } from './object-types.ts'

/** One kind of association: its id from either end. */
interface Kind {
  from: string
  to: string
  id: number
  back: number
  /** What `associations/default` makes. */
  usual?: boolean
}

/** HubSpot's own ids. The number differs by direction: a communication is tied to a ticket by 83, not 84. */
const kinds: readonly Kind[] = [
  { from: '0-18', to: '0-1', id: 81, back: 82, usual: true },
  { from: '0-18', to: '0-2', id: 87, back: 88, usual: true },
  { from: '0-18', to: '0-3', id: 85, back: 86, usual: true },
  { from: '0-18', to: '0-5', id: 83, back: 84, usual: true },
  { from: '0-49', to: '0-1', id: 198, back: 197, usual: true },
  { from: '0-49', to: '0-2', id: 186, back: 185, usual: true },
  { from: '0-49', to: '0-3', id: 210, back: 209, usual: true },
  { from: '0-49', to: '0-5', id: 224, back: 223, usual: true },
  { from: '0-1', to: '0-2', id: 279, back: 280, usual: true },
  { from: '0-1', to: '0-2', id: 1, back: 2 },
]

/** The association ids that lead from one type to another, the usual one first. */
export function associationTypeIds(from: string, to: string): number[] {
  return kinds.flatMap((kind) => {
    if (kind.from === from && kind.to === to) return [kind.id]
    if (kind.from === to && kind.to === from) return [kind.back]
    return []
  })
}

function otherEnd(from: string, to: string, typeId: number): number {
  for (const kind of kinds) {
    if (kind.from === from && kind.to === to && kind.id === typeId) return kind.back
    if (kind.from === to && kind.to === from && kind.back === typeId) return kind.id
  }
  throw new Error(`no association ${typeId} from ${from} to ${to}`)
}

export interface Tie {
  toId: string
  typeIds: number[]
}

/** `[fromType, fromId, toType, toId, typeId]`, one direction only. */
export type StoredTie = [string, string, string, string, number]

/** Who is tied to whom, readable from both ends. Callers have checked types and ids. */
export interface Associations {
  tie(fromType: string, fromId: string, toType: string, toId: string, typeId: number): void
  of(fromType: string, fromId: string, toType: string): Tie[]
  /** Hands all ties of one record to another, as a merge does. */
  move(typeId: string, fromId: string, toId: string): void
  dump(): StoredTie[]
}

export function createAssociations(): Associations {
  const ties = new Map<string, Map<string, Map<string, Set<number>>>>()

  function put(fromType: string, fromId: string, toType: string, toId: string, typeId: number): void {
    const key = `${fromType}/${fromId}`
    const byType = ties.get(key) ?? new Map<string, Map<string, Set<number>>>()
    ties.set(key, byType)
    const byId = byType.get(toType) ?? new Map<string, Set<number>>()
    byType.set(toType, byId)
    const typeIds = byId.get(toId) ?? new Set<number>()
    byId.set(toId, typeIds.add(typeId))
  }

  function tie(fromType: string, fromId: string, toType: string, toId: string, typeId: number): void {
    put(fromType, fromId, toType, toId, typeId)
    put(toType, toId, fromType, fromId, otherEnd(fromType, toType, typeId))
  }

  function of(fromType: string, fromId: string, toType: string): Tie[] {
    const byId = ties.get(`${fromType}/${fromId}`)?.get(toType) ?? new Map<string, Set<number>>()
    return [...byId].map(([toId, typeIds]) => ({ toId, typeIds: [...typeIds] }))
  }

  return {
    tie,
    of,
    move(typeId, fromId, toId) {
      for (const { id: toType } of objectTypes) {
        for (const { toId: other, typeIds } of of(typeId, fromId, toType)) {
          for (const kind of typeIds) tie(typeId, toId, toType, other, kind)
          ties.get(`${toType}/${other}`)?.get(typeId)?.delete(fromId)
        }
      }
      ties.delete(`${typeId}/${fromId}`)
    },
    dump: () =>
      [...ties].flatMap(([key, byType]) => {
        const [fromType = '', fromId = ''] = key.split('/')
        return [...byType].flatMap(([toType, byId]) =>
          [...byId].flatMap(([toId, typeIds]) =>
            // The other direction is made again when this one is.
            [...typeIds]
              .filter((typeId) => kinds.some((kind) => kind.from === fromType && kind.id === typeId))
              .map((typeId): StoredTie => [fromType, fromId, toType, toId, typeId]),
          ),
        )
      }),
  }
}
