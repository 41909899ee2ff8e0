/** Where the gateway of one test lives and what it listens on. */
export interface GatewayParts {
  folder: string
  password: string
  /** Where replies go, as the set-up in the documentation says; without its query. */
  replyUrl: string
  adminPort: number
  boxPort: number
  sendsmsPort: number
  /** The centre that takes messages, and the one where people write. */
  phonesPort: number
  peoplePort: number
}

/**
 * Kannel 1.4: one user who may send, one service that hands over every reply, and two fake centres, since one takes a
 * single connection. Everything listens on loopback and keeps its files in one folder.
 */
export function kannelConf(parts: GatewayParts): string {
  const { folder, password, replyUrl, adminPort, boxPort, sendsmsPort, phonesPort, peoplePort } = parts
  return `
group = core
admin-port = ${adminPort}
admin-interface = 127.0.0.1
admin-password = "only for this test"
smsbox-port = ${boxPort}
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
box-deny-ip = "*.*.*.*"
log-file = "${folder}/bearerbox.log"
log-level = 0
store-type = file
store-location = "${folder}/kept"
dlr-storage = internal

group = smsc
smsc = fake
smsc-id = phones
port = ${phonesPort}
our-host = 127.0.0.1
connect-allow-ip = "127.0.0.1"
allowed-smsc-id = "phones"

group = smsc
smsc = fake
smsc-id = people
port = ${peoplePort}
our-host = 127.0.0.1
connect-allow-ip = "127.0.0.1"
denied-smsc-id = "phones"

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendsmsPort}
sendsms-interface = 127.0.0.1
log-file = "${folder}/smsbox.log"
log-level = 0
mo-recode = true
http-request-retry = 20
http-queue-delay = 1

group = sendsms-user
username = homing
password = "${password}"
user-allow-ip = "127.0.0.1"
user-deny-ip = "*.*.*.*"
forced-smsc = phones
concatenation = true
max-messages = 10

group = sms-service
keyword = default
catch-all = true
post-url = "${replyUrl}?kind=reply&id=%I&from=%p&to=%P&at=%T&coding=%c"
max-messages = 0
omit-empty = true
`
}
