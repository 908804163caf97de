#!/bin/sh
# A sample welfare office in shell: "office.sh feed" reads its feed with curl, "office.sh file" collects and drops files.
# What it has dealt with lies in a folder of its own, a file an event and a file a handover.
set -u
way=$1
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
mkdir "$state/events" "$state/files" "$state/stopped"

# Text of the first element of a name in the document on standard input.
element() { tr -d '\n' | grep -oE "<$1>[^<]*</$1>" | head -n 1 | sed -E 's/<[^>]*>//g'; }

answer() { # handover, client's number or nothing, outcome
  ticket=$(cat /proc/sys/kernel/random/uuid)
  client=""
  [ -z "$2" ] || client="<Client><INSZ>$2</INSZ></Client>"
  printf '%s\n' "<HandoverResult schemaVersion=\"1\"><Header><Ticket>$ticket</Ticket><InReplyTo>$1</InReplyTo><Sender nis=\"24062\"/><Recipient org=\"VDAB\"/><Purpose>ACTIVATION</Purpose></Header>$client<Intake><DatIntake>$(date -u +%Y%m%d)</DatIntake><CdResultaat>$3</CdResultaat></Intake></HandoverResult>" > "$state/$ticket.xml"
  "send_$way" "$ticket" &
}

# The same bytes under the same key until it is taken; curl waits as long as Retry-After says.
send_feed() {
  until curl -s --fail -o /dev/null --retry 10 --retry-connrefused -H "Authorization: Bearer $GATEWAY_KEY" -H "Idempotency-Key: $1" -H "Content-Type: application/xml" \
    --data-binary "@$state/$1.xml" "$GATEWAY_URL/v1/submissions/ocmw-result"; do sleep 0.2; done
}

# Nothing is read half-written: another name first.
send_file() {
  folder="$GATEWAY_INTAKE/ocmw-result"
  until [ -d "$folder" ]; do sleep 0.1; done
  cp "$state/$1.xml" "$folder/.$1.xml" && mv "$folder/.$1.xml" "$folder/$1.xml"
}

take() { # event id, file with the document
  mkdir "$state/events/$1" 2> /dev/null || return 0
  if grep -q '</Doorverwijzing>' "$2"; then
    handover=$(element Ticket < "$2")
    [ -z "$handover" ] || [ -d "$state/stopped/$handover" ] || ! mkdir "$state/files/$handover" 2> /dev/null || answer "$handover" "$(element INSZ < "$2")" received
  elif grep -qE '<CdResultaat>(agreement-withdrawn|client-objected|client-restricted)<' "$2"; then
    handover=$(element InReplyTo < "$2")
    mkdir -p "$state/stopped/$handover"
    answer "$handover" "" stop-confirmed
  fi
}

read_feed() {
  after=""
  while :; do
    curl -s --fail --retry 10 --retry-connrefused -H "Authorization: Bearer $GATEWAY_KEY" "$GATEWAY_URL/v1/feed?wait=5$after" > "$state/page" || { sleep 0.2; continue; }
    [ -s "$state/page" ] || continue
    # An event a line; in a text, < and > and line ends are written as JSON writes them.
    sed -E 's/\{"specversion"/\n&/g' "$state/page" | grep '^{"specversion"' | while read -r line; do
      printf '%s' "$line" | sed -E 's/\\u003[Cc]/</g; s/\\u003[Ee]/>/g; s/\\n/ /g; s/\\u0022|\\"/"/g' > "$state/document"
      take "$(printf '%s' "$line" | grep -oE '"id": *"[^"]+"' | head -n 1 | cut -d '"' -f 4)" "$state/document"
    done
    next=$(grep -oE '"next": *"[^"]+"' "$state/page" | tail -n 1 | cut -d '"' -f 4)
    curl -s --fail -o /dev/null -H "Authorization: Bearer $GATEWAY_KEY" -H "Content-Type: application/json" -d "{\"cursor\": \"$next\"}" "$GATEWAY_URL/v1/feed/ack" && after="&after=$next"
  done
}

read_file() {
  while :; do
    for file in "$GATEWAY_OUTBOX"/*.xml; do
      [ -e "$file" ] && take "$(basename "$file" .xml)" "$file"
    done
    sleep 0.1
  done
}

"read_$way"
