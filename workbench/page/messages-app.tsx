import { useEffect, useRef, useState } from 'react'
import type { WorkbenchConfig } from './api.ts'
import { ask } from './ask.ts'
import { Bubble } from './bubble.tsx'
import { channelName } from './channel-name.ts'
import { isUnread } from './is-unread.ts'
import { ReplyBox } from './reply-box.tsx'
import { messageThreads, threadKey } from './message-threads.ts'
import { useLive } from './use-live.ts'

/** The messages at one address, a thread for each line and channel that ever wrote or could be written to. */
export function MessagesApp({ address, config }: { address: string; config: WorkbenchConfig }) {
  const phone = useLive(
    address,
    (number, signal) => ask('GET /workbench/phones/:address', { address: number }, undefined, signal),
    ['phone'],
  )
  // What was chosen stays in front until something newer arrives, and while a reply is being written.
  const [chosen, setChosen] = useState<{ key: string; newest: string | undefined }>()
  const [writing, setWriting] = useState(false)
  const messages = (phone.value?.messages ?? []).toSorted((a, b) => a.at.localeCompare(b.at))
  const threads = messageThreads(messages, address, config)
  const newest = messages.findLast(({ direction }) => direction === 'to_phone') ?? messages.at(-1)
  const stays = chosen && (writing || chosen.newest === newest?.id)
  const thread =
    threads.find(({ key }) => stays && key === chosen.key) ??
    threads.find(({ key }) => newest && key === threadKey(newest)) ??
    threads.find(({ key }) => key === chosen?.key) ??
    threads[0]
  const choose = (key: string) => setChosen({ key, newest: newest?.id })
  const unread = thread?.messages.filter(isUnread).length ?? 0
  // The word of it takes a part of the room.
  const hasUnread = unread > 0
  const elsewhere = threads.find(({ key, messages }) => key !== thread?.key && messages.some(isUnread))
  const end = useRef<HTMLLIElement>(null)
  const last = thread?.messages.at(-1)?.id
  useEffect(() => {
    // Not as the effect's value: newer browsers answer with a promise.
    end.current?.parentElement?.scrollTo({ top: end.current.offsetTop })
  }, [last, thread?.key, hasUnread])
  const read = () => {
    if (!thread || unread === 0) return
    const { line, channel } = thread
    void ask('POST /workbench/phones/:address/read', { address }, { line, channel }).then(phone.reload, phone.reload)
  }
  if (!thread) return <p className="nothing">There is no line to talk to.</p>
  return (
    <div className={`app app-${thread.channel}`}>
      <header>
        <strong>{thread.title}</strong>
        <small>
          {channelName(thread.channel)} · {thread.line}
        </small>
        {threads.length > 1 && (
          <select aria-label="Conversation" value={thread.key} onChange={(event) => choose(event.currentTarget.value)}>
            {threads.map(({ key, title, channel, messages }) => (
              <option key={key} value={key}>
                {title} · {channelName(channel)}
                {messages.some(isUnread) ? ' •' : ''}
              </option>
            ))}
          </select>
        )}
      </header>
      {elsewhere && (
        <button type="button" className="banner" onClick={() => choose(elsewhere.key)}>
          <strong>
            {elsewhere.title} · {channelName(elsewhere.channel)}
          </strong>{' '}
          {elsewhere.messages.findLast(isUnread)?.body}
        </button>
      )}
      {phone.problem && <p role="alert">{phone.problem}</p>}
      <ol className="bubbles" aria-label="Messages on the phone" onClick={read}>
        {thread.messages.map((message) => (
          <Bubble key={message.id} message={message} clock={config.clock} />
        ))}
        <li ref={end} aria-hidden="true" />
      </ol>
      {hasUnread && (
        <button type="button" className="unread" onClick={read}>
          {unread === 1 ? '1 unread message' : `${unread} unread messages`} · mark as read
        </button>
      )}
      <ReplyBox
        label="Reply from the phone"
        placeholder={channelName(thread.channel)}
        onDraft={(draft) => {
          if (draft !== '' && !writing) choose(thread.key)
          setWriting(draft !== '')
        }}
        send={async (body) => {
          const reply = { to: thread.line, channel: thread.channel, body }
          await ask('POST /workbench/phones/:address/messages', { address }, reply)
          choose(thread.key)
          read()
          phone.reload()
        }}
      />
    </div>
  )
}
