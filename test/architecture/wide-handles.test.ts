import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findWide } from './find-wide.ts'

const root = join(import.meta.dirname, '../..')
const paths = globSync('relay/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] }).map((path) =>
  path.replaceAll('\\', '/'),
)

/**
 * What works with a handle that is bound to no account, and why it cannot be bound to one. Everything else takes a
 * `PortalDb`, so that the database itself holds back what is another's: think twice before you add a line.
 */
const reasons = new Map([
  // Requests of several accounts share a statement or a commit; each row names its own.
  ['relay/message/accepted-message.ts storeAccepted', 'messages of several accounts share a commit'],
  ['relay/message/store-with-timers.ts storeWithTimers', 'messages of several accounts share a commit'],
  ['relay/store/conversation/last-lines.ts createLastLines', 'questions of several accounts share a statement'],
  ['relay/message/move.ts move', 'outcomes of several accounts share a commit'],
  ['relay/message/hold-deliveries.ts holdDeliveries', 'outcomes of several accounts share a commit'],
  ['relay/message/were-resent.ts wereResent', 'messages of several accounts are accepted together'],
  ['relay/message/write-moves.ts writeMoves', 'outcomes of several accounts share a commit'],
  ['relay/send/keep-outcomes.ts keepOutcomes', 'outcomes of several accounts share a commit'],
  ['relay/store/line/line-health.ts countLineHealth', 'outcomes of several accounts share a commit'],
  ['relay/store/line/capabilities.ts clearRefusals', 'outcomes of several accounts share a commit'],
  ['relay/store/inbox/inbox.ts storeReceived', 'webhooks of several accounts share a commit'],
  ['relay/store/hubspot/hubspot-events.ts storeEvents', 'one batch of HubSpot tells of several accounts'],
  ['relay/sync/receive-events.ts createReceiveEvents', 'one batch of HubSpot tells of several accounts'],
  ['relay/store/portal/request-ids.ts createRequestIds', 'requests of several accounts share a statement'],
  ['relay/store/portal/read-begun.ts readBegun', 'is asked whether any account has a line, or is connected'],
  ['relay/store/audit/audit.ts appendAudit', 'is part of any transaction, of one account or of several'],
  ['relay/store/audit/audit.ts createAudit', 'entries of several accounts share a commit'],
  ['relay/store/audit/audit-refusals.ts createAuditRefusals', 'entries of several accounts share a commit'],
  [
    'relay/store/jobs/tell-timeline.ts tellTimeline',
    'is part of any of these commits, and writes into the queue alone',
  ],
  ['relay/store/jobs/tasks.ts setTasks', 'outcomes of several accounts share a commit'],
  ['relay/store/jobs/tasks.ts dropTasks', 'outcomes of several accounts share a commit'],
  // Who is next, of all accounts.
  ['relay/message/adopt-deliveries.ts adoptDeliveries', 'an older relay serves all accounts'],
  ['relay/message/join-spellings.ts joinSpellings', 'an older relay serves all accounts'],
  ['relay/store/jobs/adopt-jobs.ts adoptJobs', 'an older relay serves all accounts'],
  ['relay/tend/adopt.ts createAdopt', 'an older relay serves all accounts'],
  ['relay/store/inbox/resume-deliveries.ts resumeDeliveries', 'another relay left deliveries of all accounts'],
  ['relay/store/jobs/put-jobs-right.ts putJobsRight', "the queue's tables are its own"],
  ['relay/store/jobs/find-due.ts findDue', 'for which accounts something is due'],
  ['relay/store/retention/find-old.ts listKept', 'which accounts there are'],
  ['relay/store/retention/find-old.ts findOld', 'which accounts have what is to be removed'],
  ['relay/store/audit/seal/find-unsealed.ts findUnsealed', 'which accounts have messages to seal'],
  ['relay/store/line/lines.ts readHistories', 'lines of all accounts are due at the same time'],
  ['relay/message/claim-deliveries.ts claimDeliveries', 'lines of all accounts take turns'],
  ['relay/send/deliver.ts createDeliver', 'lines of all accounts take turns'],
  ['relay/message/pick-deliveries.ts pickDeliveries', 'lines of all accounts take turns'],
  ['relay/message/judge-spellings.ts judgeSpellings', 'lines of all accounts take turns'],
  ['relay/message/until-next-delivery.ts untilNextDelivery', 'lines of all accounts take turns'],
  ['relay/message/find-expired-claims.ts findExpiredClaims', 'a process that died leaves claims of all accounts'],
  ['relay/message/find-stranded.ts findStranded', 'lines of all accounts may be gone'],
  ['relay/message/find-long-doubts.ts findLongDoubts', 'doubts of all accounts let others pass in time'],
  ['relay/send/end-overdue.ts endOverdue', 'what is overdue is so in all accounts'],
  ['relay/store/line/read-lines-by.ts readLinesBy', 'lines of all accounts are listened to'],
  // What is about accounts, not in one.
  ['relay/store/account/read-saved.ts readSaved', 'which accounts were saved'],
  ['relay/store/line/count-lines.ts countLines', 'how many lines each account has, for whoever runs the relay'],
  ['relay/store/portal/portals.ts listPortals', 'which accounts there are, for whoever runs the relay'],
  ['relay/store/portal/portals.ts listActivePortals', 'which accounts there are'],
  ['relay/store/portal/portals.ts storePrivatePortal', 'ends whichever account the configuration no longer names'],
  ['relay/store/portal/portals-install.ts installPortal', 'a workspace may be taken by another account'],
  ['relay/install/callback.ts createCallback', 'a workspace may be taken by another account'],
  ['relay/store/audit/audit-rows.ts listAudited', 'whose logs there are'],
  ['relay/store/audit/compare-settings.ts compareSettings', 'one start of a relay is a start for all accounts'],
  ['relay/store/audit/tell-settings.ts tellSettings', 'one start of a relay is a start for all accounts'],
  ['relay/store/sealed/sealed-values.ts readSealedValues', 'a new master key is for all accounts'],
  ['relay/store/sealed/sealed-values.ts replaceSealedValue', 'a new master key is for all accounts'],
  ['relay/store/sealed/sealed-keys.ts readSealedKeys', 'a master key is for all accounts'],
  ['relay/store/sealed/master-keys.ts shareMasterKey', 'a master key is for all accounts'],
  ['relay/store/sealed/master-keys.ts holdMasterKey', 'is part of any transaction that seals'],
  ['relay/command/rotate-keys.ts replace', 'a new master key is for all accounts'],
  [
    'relay/store/account/connection-tests.ts readHubSpotTests',
    'how accounts are connected, for whoever runs the relay',
  ],
  ['relay/store/account/read-unproved.ts readUnproved', 'what has never answered, of all accounts'],
  ['relay/connections/unproved.ts createUnproved', 'what has never answered, of all accounts'],
  ['relay/store/account/read-taken.ts listSettled', 'for which accounts the environment is read no longer'],
  ['relay/store/account/read-taken.ts wasAnyTaken', 'the first start with a key is so for all accounts'],
  // What knows no accounts.
  ['relay/store/database.ts onCommit', 'takes whichever transaction there is, and asks it nothing'],
  ['relay/store/jobs/jobs.ts openJobs', "the queue's tables are its own"],
  ['relay/store/listen.ts notify', 'says a word to processes, and nothing of any account'],
  ['relay/store/hubspot/journal.ts claimJournal', "the journal is the app's"],
  ['relay/store/hubspot/journal.ts moveJournal', "the journal is the app's"],
  ['relay/store/hubspot/journal.ts releaseJournal', "the journal is the app's"],
  ['relay/store/storing.ts createStoring', 'asks whether the database stores anything'],
  ['relay/message/mend-delivery-times.ts mendDeliveryTimes', 'a clock goes wrong for all accounts'],
  ['relay/store/mend-times.ts mendTimes', 'a clock goes wrong for all accounts'],
  ['relay/store/read-instant.ts readInstant', 'the clock is of no account'],
  ['relay/store/portal/unheld-role.ts readUnheldRole', 'what the role may do'],
  // Binds a handle to whichever account asks.
  ['relay/store/hubspot/hubspot-budget.ts createHubSpotBudget', 'binds a handle for each request to HubSpot'],
  ['relay/store/hubspot/refused-properties.ts createRefusedProperties', 'binds a handle for each request to HubSpot'],
  ['relay/store/line/line-states.ts watchLineStates', 'binds a handle for each look'],
])

test('whatever works with no bound handle is on the list, with the reason', () => {
  const found = paths.flatMap((path) => findWide(root, path))
  expect(found.toSorted()).toEqual([...reasons.keys()].toSorted())
})

test('statements stand in the store and with the mover, and nobody else says what a connection sees', () => {
  const allowed = /^relay\/(store|message)\//
  const asking = paths.filter((path) => /\.query[<(]/.test(readFileSync(join(root, path), 'utf8')))
  expect(asking.filter((path) => !allowed.test(path))).toEqual([])
  const saying = paths.filter((path) => readFileSync(join(root, path), 'utf8').includes('homing.portal'))
  expect(saying.toSorted()).toEqual(['relay/store/database.ts', 'relay/store/migrate.ts'])
})
