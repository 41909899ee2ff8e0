import { createWebhooks } from '../../workbench/hubspot/webhooks.ts'
import { clientSecret, portalId, type TestContact } from '../world.ts'
import { accounts, removedLine } from './landed-world.ts'
import type { Scene } from './scene.ts'

const status = 'select 1 from message where id = $1 and status = $2'
const created = "select 1 from timeline_entry where message_id = $1 and state = 'created' and written = wanted"

/** What a relay leaves behind that has served for a while and has nothing left to do but wait. */
export async function ordinaryLife(scene: Scene): Promise<void> {
  const [line] = scene.world.config.lines
  if (line) scene.world.config.lines.push({ ...line, ...removedLine })
  await scene.start()
  await talk(scene)
  await stumble(scene)
  await waitOnLines(scene)
  await changeContacts(scene)
  await installAndLeave(scene)
  await scene.kill()
}

/** Messages and replies that came to their end, each in another state. */
async function talk(scene: Scene): Promise<void> {
  const { world } = scene
  const ada = await scene.person('Ada', 1)
  const read = await scene.sent(ada, 'Your order is on its way.', 'sent')
  await scene.until(created, [read])
  world.phones.look('+12025560001')
  await scene.until(status, [read, 'read'])
  scene.write(ada, 'Thank you!')
  await scene.until("select 1 from message where body = 'Thank you!' and contact_id is not null")
  const delivered = await scene.sent(ada, 'You are welcome.', 'sent')
  scene.deliver(ada)
  await scene.until(status, [delivered, 'delivered'])
  await scene.sent(await scene.person('Bo', 2), 'You blocked us.', 'failed')
  const cy = await scene.person('Cy', 3)
  const lost = await scene.sent(cy, 'Your phone is off.', 'sent')
  scene.deliver(cy)
  await scene.until(status, [lost, 'undelivered'])

  // Ladders: not capable by the answer to a question; sent and not delivered yet; delivered before its timer.
  const dee = await scene.person('Dee', 4)
  await scene.sent(dee, 'Blue or green?', 'failed', 'imessage')
  await scene.until("select 1 from message where fallback_of is not null and status = 'sent'")
  await scene.sent(await scene.person('Fay', 6), 'Waits to be delivered.', 'sent', 'imessage')
  const gus = await scene.person('Gus', 7)
  const blue = await scene.sent(gus, 'Delivered in time.', 'sent', 'imessage')
  scene.deliver(gus)
  await scene.until(status, [blue, 'delivered'])

  // Consent, and replies of nobody or of several.
  const hal = await scene.person('Hal', 8)
  await scene.sent(hal, 'News every day.', 'sent')
  scene.write(hal, 'STOP')
  await scene.until("select 1 from consent where address = '+12025560008' and state = 'opted_out'")
  const ida = await scene.person('Ida', 9)
  await scene.sent(ida, 'News every week.', 'sent')
  scene.write(ida, 'STOP')
  await scene.until("select 1 from consent where address = '+12025560009' and state = 'opted_out'")
  scene.write(ida, 'START')
  await scene.until("select 1 from consent where address = '+12025560009' and state = 'opted_in'")
  world.phones.write({ from: '+12025569901', to: '+15550100001', body: 'Who are you?', channel: 'sms' })
  await scene.until("select 1 from message where body = 'Who are you?' and contact_id is null")
  await scene.person('Kim', 10)
  scene.write(await scene.person('Kit', 10), 'One of two.')
  await scene.until("select 1 from message where body = 'One of two.' and contact_id is null")

  await world.workflow({
    callbackId: 'ap-4242-1-1-0',
    origin: { portalId: Number(portalId), actionDefinitionId: 1 },
    context: { source: 'WORKFLOWS', workflowId: 7 },
    object: { objectId: Number(ada.id), objectType: 'CONTACT', properties: ada.properties },
    inputFields: { channel: 'sms', message: 'From a workflow.' },
  })
  await scene.until("select 1 from message where body = 'From a workflow.' and status = 'sent'")
}

/** Doubts on a line whose provider cannot be asked, a line without a key, a contact that HubSpot does not have. */
async function stumble(scene: Scene): Promise<void> {
  const { world } = scene
  async function doubt(name: string, digits: number, delivered: boolean): Promise<[TestContact, string]> {
    const person = await scene.person(name, digits)
    world.phones.faults.set({ mode: 'reset', delivered, times: 1 })
    const id = await scene.sent(person, `Is ${name} reached?`, 'unknown', 'blind')
    return [person, id]
  }
  await doubt('Lou', 12, true)
  await doubt('Mac', 13, false)
  for (const [name, digits, outcome] of [
    ['Nan', 14, 'sent'],
    ['Oli', 15, 'not_sent'],
  ] as const) {
    const [contact, messageId] = await doubt(name, digits, outcome === 'sent')
    await world.card('settle-message', { contact, messageId, outcome, userEmail: 'robin@company.example' })
    if (outcome === 'not_sent') {
      await world.accepted(contact, `Is ${name} reached?`, { line: 'blind', key: `again.${messageId}` })
    }
  }
  await scene.until("select 1 from message where body = 'Is Oli reached?' and status = 'sent'")
  await world.accepted(await scene.person('Pam', 16), 'Our key is wrong.', { line: 'broken' })
  await scene.until("select 1 from line where id = 'broken' and state = 'paused' and paused_by = 'relay'")
  const gone = { id: '987654321', properties: { firstname: 'Quin', mobilephone: '+12025560017' } }
  const refused = await scene.sent(gone, 'HubSpot has no such contact.', 'sent')
  await scene.until("select 1 from timeline_entry where message_id = $1 and state = 'parked'", [refused])
}

/** Messages that wait on a paused line, on one that is removed next, and for a provider that asked to wait. */
async function waitOnLines(scene: Scene): Promise<void> {
  const { world } = scene
  const pause = (lineId: string) =>
    world.operator('/admin/lines/pause', { portalId, lineId, reason: 'Maintenance until tomorrow.' })
  for (const lineId of ['night', 'desk', 'old']) await pause(lineId)
  const ray = await scene.person('Ray', 18)
  await world.accepted(ray, 'He opts out while this waits.', { line: 'night' })
  scene.write(ray, 'STOP', 'night')
  await scene.until("select 1 from consent where address = '+12025560018' and state = 'opted_out'")
  await world.operator('/admin/lines/resume', { portalId, lineId: 'night' })
  await scene.until("select 1 from message where body like 'He opts out%' and status = 'cancelled'")
  await pause('night')
  const [sal, tim] = [await scene.person('Sal', 19), await scene.person('Tim', 20)]
  for (const [person, line, body] of [
    [sal, 'night', 'Waits on a paused line, first.'],
    [sal, 'night', 'Waits on a paused line, second.'],
    [sal, 'old', 'Waits on a removed line.'],
    [tim, 'desk', 'Is due, first.'],
    [tim, 'desk', 'Is due, second.'],
  ] as const) {
    await world.accepted(person, body, { line })
  }
  world.phones.faults.set({ mode: 'throttle', retryAfter: 1_200, times: 1 })
  await world.accepted(await scene.person('Una', 21), 'Was asked to wait a little.')
  await scene.until(
    "select 1 from delivery where state = 'due' and attempts = 1 and due_at > now() + interval '1 minute'",
  )
  world.phones.faults.set({ mode: 'throttle', retryAfter: 86_400, times: 1 })
  await world.accepted(await scene.person('Vic', 22), 'Was asked to wait a day.')
  await scene.until(
    "select 1 from delivery where state = 'due' and attempts = 1 and due_at > now() + interval '1 hour'",
  )
}

/** Contacts that are deleted, restored, merged, forgotten, given another number, and new. */
async function changeContacts(scene: Scene): Promise<void> {
  const { world } = scene
  const hubspot = createWebhooks({
    portalId: Number(portalId),
    clientSecret,
    targetUrl: `${world.url}/webhooks/hubspot`,
  })
  const done = () => scene.until('select 1 from hubspot_event having bool_and(done_at is not null)')
  const tell = async (...events: Parameters<typeof hubspot.post>[0]) => {
    await hubspot.post(events)
    await done()
  }
  const [wes, xia, yan, zoe, abe, bea] = [
    await scene.person('Wes', 23),
    await scene.person('Xia', 24),
    await scene.person('Yan', 25),
    await scene.person('Zoe', 26),
    await scene.person('Abe', 27),
    await scene.person('Bea', 28),
  ]
  for (const person of [wes, xia, yan, zoe, abe, bea]) {
    const id = await scene.sent(person, `Before ${person.properties.firstname ?? ''} changes.`, 'sent')
    await scene.until(created, [id])
  }
  await tell(hubspot.event('object.deletion', wes.id))
  scene.write(wes, 'From somebody deleted.')
  await scene.until("select 1 from message where body = 'From somebody deleted.'")
  await tell(
    hubspot.event('object.deletion', xia.id),
    hubspot.event('object.restore', xia.id, { occurredAt: Date.now() + 5 }),
  )
  world.hubspot.mergeContacts(Number(portalId), yan.id, zoe.id)
  const merge = { newObjectId: Number(yan.id), primaryObjectId: Number(yan.id), mergedObjectIds: [Number(zoe.id)] }
  await tell(hubspot.event('object.merge', yan.id, merge))
  await tell(hubspot.event('contact.privacyDeletion', abe.id))
  await tell(
    hubspot.event('object.propertyChange', bea.id, { propertyName: 'mobilephone', propertyValue: '+12025560029' }),
    hubspot.event('contact.associationChange', bea.id, { fromObjectId: Number(bea.id), toObjectId: 7 }),
  )
  await scene.until('select 1 from conversation where doubted_at is not null')
  await tell(hubspot.event('contact.creation', (await scene.person('Cal', 30)).id))
}

/** Four accounts install the app; one removes it in HubSpot, one is removed by whoever runs the relay. */
async function installAndLeave(scene: Scene): Promise<void> {
  const { world } = scene
  world.hubspot.oauth.behaviour.tokenLife = 7_200
  for (const portal of accounts) {
    const { contact } = await world.connect(portal)
    const send = async (body: string) => {
      const request = {
        contact,
        idempotencyKey: `${body.slice(0, 8)}-${portal}`.replaceAll(' ', '-'),
        lineId: 'main',
        body,
      }
      const { status: answered, problem } = await world.byFetch('send-message', request, {
        portalId: portal,
        userId: '7',
      })
      if (answered !== 200) throw new Error(JSON.stringify(problem))
    }
    await send(`Hello from ${portal}.`)
    await scene.until('select 1 from timeline_entry where portal_id = $1 and written > 0', [portal])
    if (portal === '5101' || portal === '5104') continue
    await world.operator('/admin/lines/pause', { portalId: portal, lineId: 'main', reason: 'We are leaving.' })
    await send('Never left.')
    if (portal === '5103') await world.operator('/admin/uninstall', { portalId: portal })
    else world.hubspot.oauth.uninstall(Number(portal))
    // Whoever is cut off is noticed when HubSpot is asked next.
    if (portal === '5102') await world.operator('/admin/connection/test', { portalId: portal })
    await scene.until("select 1 from portal where portal_id = $1 and state <> 'active'", [portal])
  }
  await scene.until('select 1 from journal where read_at is not null')
}
