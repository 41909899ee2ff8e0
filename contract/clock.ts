import { Type, type Static } from 'typebox'

const offset = Type.Integer({ description: 'Minutes east of UTC.' })

/** What the clocks of a time zone show, told so that whoever is told needs no zone data of their own, which might be old. */
export const Clock = Type.Object({
  timeZone: Type.String({ description: 'Its IANA name.' }),
  offset,
  changes: Type.Array(
    Type.Object({ at: Type.Integer({ description: 'Seconds since 1970: from then on `offset` holds.' }), offset }),
    { description: 'When they are set, the earliest first.' },
  ),
})
export type Clock = Static<typeof Clock>
