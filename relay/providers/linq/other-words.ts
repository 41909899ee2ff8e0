import { membersOf } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { ProviderEvent } from '../provider.ts'
import { pollWords } from './content-of.ts'
import type { Told } from './told.ts'

/**
 * What people do that Linq tells by an event of its own and not as a message: they share where they are or who they are, ask a
 * poll, choose in one. Undefined for every other event. Source: Linq's webhook events, and the types of its SDKs.
 */
export function otherWords(told: Told): ProviderEvent | undefined {
  const { type, data, id } = told
  switch (type) {
    case 'location.sharing.started': {
      const until = data.date('ends_at')
      const span = until ? ' until {until}' : ''
      return words(told, `This person shares their location with this line${span}. Linq shows where they are.`, {
        from: data.text('shared_by'),
        owner: data.text('shared_with'),
        until,
        providerId: `location/${id ?? told.at.toISOString()}`,
      })
    }
    case 'contact_card.received': {
      const name = [data.text('first_name'), data.text('last_name')].filter(Boolean).join(' ')
      return words(told, `This person shared their own contact card: ${name || 'without a name'}`, {
        from: data.text('sender_handle') ?? data.within('sender_handle').text('handle'),
        owner: data.text('owner_handle') ?? data.within('owner_handle').text('handle'),
        providerId: `contact/${id ?? told.at.toISOString()}`,
      })
    }
    case 'poll.received':
      return ofPoll(told, pollWords(data.within('poll')), data.text('message_id', 'id'))
    case 'poll.vote.added': {
      const option = data.text('option_text', 'text') ?? data.within('option').text('text') ?? optionIn(told)
      const voter = data.within('sender_handle', 'voter_handle', 'from_handle').text('handle') ?? ''
      const vote = [data.text('message_id'), data.text('option_id'), voter].filter(Boolean).join('/')
      const chosen = option === undefined ? 'This person chose in a poll.' : `This person chose in a poll: ${option}`
      return ofPoll(told, chosen, vote === '' ? undefined : `vote/${vote}`, data.text('message_id'))
    }
    default:
      return undefined
  }
}

function optionIn({ data }: Told): string | undefined {
  const id = data.text('option_id')
  const options = data.within('poll').list('options').map(membersOf)
  return options.find((option) => id !== undefined && option.text('option_id', 'id') === id)?.text('text')
}

function ofPoll(told: Told, body: string, providerId: string | undefined, answers?: string): ProviderEvent {
  const { data, line } = told
  const chat = data.within('chat')
  const sender = data.within('sender_handle', 'voter_handle', 'from_handle')
  if (chat.flag('is_group') === true) return { kind: 'ignored', reason: 'a group conversation' }
  if (data.text('direction') === 'outbound' && answers === undefined)
    return { kind: 'ignored', reason: 'a poll of ours' }
  const from = sender.text('handle')
  if (sender.flag('is_me') === true || (from !== undefined && namesLine(from, line))) {
    return { kind: 'ignored', reason: 'a choice of our own' }
  }
  return words(told, body, { from, owner: chat.within('owner_handle').text('handle'), providerId, answers })
}

function words(
  { at, line }: Told,
  body: string,
  who: {
    from?: string | undefined
    owner?: string | undefined
    providerId?: string | undefined
    answers?: string | undefined
    until?: Date | undefined
  },
): ProviderEvent {
  const { from, owner, providerId, answers, until } = who
  if (owner !== undefined && !namesLine(owner, line)) return { kind: 'ignored', reason: 'an event of another line' }
  if (from === undefined || providerId === undefined) {
    return { kind: 'unreadable', reason: 'This event of Linq names nobody, or nothing that it is about.' }
  }
  const named = { ...(answers === undefined ? {} : { answers: [answers] }), ...(until && { until }) }
  return { kind: 'reply', providerId, from, body, made: true, subject: null, at, ...named }
}
