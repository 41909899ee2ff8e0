import { isMirrored } from '../store/account/is-mirrored.ts'

/**
 * The rest of a statement whose `with` names messages that a timeline is to show as they are by then: `from` is a CTE (or
 * a query in brackets) with `portal_id`, `id`, `contact_id`, `channel` and `source`, each message once; what is nobody's is left
 * out, and so is what its account does not want there, unless it stands there already. `first` and `change` are SQL, a parameter or a column of `from` (which is `w` here), of milliseconds from now, by the database's
 * clock: in which an entry is made, and in which one that stands there with everything is changed. What is on its way
 * already keeps its time, and a write that is under way is followed by another.
 */
export function wantTimeline(from: string, delays: { first: string; change: string }): string {
  return `insert into timeline_entry (portal_id, message_id, object, state, due_at)
     select w.portal_id, w.id, case w.channel when 'email' then 'emails' else 'communications' end, 'waiting',
            instant() + (${delays.first})::float8 * interval '1 millisecond'
     from ${from} w where w.contact_id is not null
       and case when ${isMirrored('w')} then true
           else exists (select from timeline_entry e where e.portal_id = w.portal_id and e.message_id = w.id) end
     order by w.id
     on conflict (portal_id, message_id) do update set wanted = timeline_entry.wanted + 1,
       due_at = case when timeline_entry.state = 'created' and timeline_entry.written = timeline_entry.wanted
                     then instant() + (${delays.change})::float8 * interval '1 millisecond'
                     else timeline_entry.due_at end
       -- Whoever makes it reads the message then; the row is locked all the same, so that nobody makes it meanwhile.
       where timeline_entry.state <> 'waiting'`
}
