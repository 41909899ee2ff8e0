import type { MachineParts } from './dovecot-conf.ts'

/**
 * Postfix's main.cf: takes mail for two domains from anybody and for elsewhere from those who log in; unknown users are
 * accepted first and bounced afterwards, as many servers do; `refused@` is refused at once. Nothing goes to a network.
 */
export function postfixMain({ folder, people }: MachineParts): string {
  const boxes = people.map((address) => `{ ${address} = ${address.split('@').toReversed().join('/')}/ }`).join(', ')
  return `
compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/data
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.company.test
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_peername_lookup = no
append_dot_mydomain = no
alias_maps =
local_recipient_maps =
recipient_delimiter = +
default_transport = error:5.1.2 There is no network here
local_transport = error:5.1.1 There are no local users
virtual_mailbox_domains = company.test, customer.test
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = inline:{ ${boxes} }
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_reject_unlisted_recipient = no
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{ { refused@customer.test = 550 5.7.1 Not wanted here } }
smtpd_error_sleep_time = 0
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${folder}/auth.sock
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = ${folder}/cert.pem
smtpd_tls_key_file = ${folder}/key.pem
`
}

/** Postfix's master.cf: the services that taking, queueing, delivering and bouncing need, none of them chrooted. */
export function postfixMaster({ smtpPort }: MachineParts): string {
  return `
127.0.0.1:${smtpPort} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`
}
