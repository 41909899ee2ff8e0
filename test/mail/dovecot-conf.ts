/** Where the servers of one test live and what they listen on. */
export interface MachineParts {
  folder: string
  people: readonly string[]
  smtpPort: number
  imapPort: number
  imapsPort: number
}

/** Dovecot 2.3: users from a file, Maildirs that Postfix fills, and logins for Postfix's submission. */
export function dovecotConf({ folder, imapPort, imapsPort }: MachineParts): string {
  return `
base_dir = ${folder}/dovecot-run
state_dir = ${folder}/dovecot-state
instance_name = homing-test
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:${folder}/mail/%d/%n
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}/mail/%d/%n
}
service imap-login {
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = ${imapsPort}
    ssl = yes
  }
}
service anvil {
  # Without it a wrong password slows every later login.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth {
  unix_listener ${folder}/auth.sock {
    mode = 0666
  }
}
`
}
