import type { DeliveryState } from './standing.ts'
import type { MessageEventKind } from './message-event.ts'

/**
 * One row of the table. `of`: in which of these states of its delivery the event is allowed; `attempt`: only as the outcome
 * of the newest claim; `to`: the state after it; `status`: the status after it, which only ever moves forward but where a
 * row says otherwise (`back`: what is surely not sent waits again); `told`: the status that the event brings.
 * `timeline`: an entry is made (`record`), or the one that stands there is changed (`update`).
 * `ladder`: it goes down now (`falls`), never any more (`ends`), or as before. `trouble`: what is shown as its problem.
 * `look`: whether a person should look at it.
 */
export interface Transition {
  of: readonly DeliveryState[]
  attempt?: true
  to: DeliveryState | 'same'
  status: 'same' | 'told' | 'back' | 'sending' | 'unknown' | 'failed' | 'sent' | 'cancelled'
  trouble: 'same' | 'told' | 'none'
  timeline: 'none' | 'record' | 'update'
  ladder: 'same' | 'falls' | 'ends'
  look: 'same' | 'yes' | 'no'
}

const row = (
  of: string,
  to: Transition['to'],
  status: Transition['status'],
  trouble: Transition['trouble'],
  timeline: Transition['timeline'],
  ladder: Transition['ladder'],
  look: Transition['look'],
): Transition => ({
  of: of.replace('*', '').trim().split(' ') as DeliveryState[],
  ...(of.includes('*') ? { attempt: true } : {}),
  to,
  status,
  trouble,
  timeline,
  ladder,
  look,
})

/**
 * Every way that an outbound message may go; whatever is not here is refused and changes nothing. It is accepted as
 * (due, queued). A star means that the event is about one claim, and counts only while that is the newest.
 */
// prettier-ignore
export const transitions: Record<MessageEventKind, Transition> = {
  //                     allowed in                        to         status       trouble  timeline  ladder   look
  claimed:          row('due',                             'sending', 'sending',   'none',  'none',   'same',  'same'),
  taken:            row('sending unknown due done *',      'done',    'told',      'none',  'record', 'same',  'no'),
  postponed:        row('sending unknown *',               'due',     'back',      'told',  'update', 'same',  'no'),
  given_back:       row('sending unknown *',               'due',     'back',      'none',  'update', 'same',  'no'),
  refused:          row('sending unknown *',               'done',    'failed',    'told',  'record', 'falls', 'yes'),
  opted_out:        row('sending unknown *',               'done',    'cancelled', 'told',  'record', 'ends',  'no'),
  doubted:          row('sending *',                       'unknown', 'unknown',   'told',  'record', 'same',  'yes'),
  reported:         row('due sending unknown done',        'done',    'told',      'told',  'record', 'same',  'no'),
  deferred:         row('unknown done',                    'due',     'back',      'told',  'update', 'same',  'no'),
  found:            row('unknown',                         'done',    'told',      'none',  'record', 'same',  'no'),
  found_unsent:     row('unknown *',                       'due',     'back',      'none',  'update', 'same',  'no'),
  never_taken:      row('unknown *',                       'done',    'failed',    'told',  'record', 'falls', 'yes'),
  settled_sent:     row('unknown',                         'done',    'sent',      'none',  'record', 'ends',  'no'),
  settled_not_sent: row('unknown',                         'done',    'failed',    'told',  'record', 'ends',  'no'),
  followed:         row('due unknown done',                'same',    'same',      'same',  'update', 'ends',  'no'),
  barred:           row('due unknown done',                'same',    'same',      'same',  'none',   'ends',  'same'),
  resent:           row('done',                            'same',    'same',      'same',  'none',   'ends',  'no'),
  stranded:         row('due',                             'same',    'same',      'same',  'none',   'falls', 'yes'),
  rerouted:         row('due',                             'same',    'same',      'none',  'update', 'same',  'no'),
  given_up:         row('due',                             'done',    'failed',    'told',  'record', 'ends',  'no'),
  let_pass:         row('due sending unknown',             'same',    'same',      'same',  'none',   'same',  'same'),
  cancelled:        row('due unknown',                     'done',    'cancelled', 'none',  'update', 'ends',  'no'),
  dismissed:        row('due unknown done',                'same',    'same',      'same',  'none',   'same',  'no'),
}
