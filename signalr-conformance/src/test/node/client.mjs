// Plays the official JavaScript client against a hub. Prints one line per thing seen; the test that starts it reads them.
// usage: node client.mjs HUB-URL TOKEN
import { HubConnectionBuilder, HttpTransportType, LogLevel, Subject } from "@microsoft/signalr";

const [url, token] = process.argv.slice(2);
const say = (...words) => console.log(words.join(" "));
const build = (options) =>
  new HubConnectionBuilder()
    .withUrl(url, { accessTokenFactory: () => token, ...options })
    .withAutomaticReconnect(Array(120).fill(250))
    .configureLogging(LogLevel.None)
    .build();
const failure = (call) => call.then(() => "no error", (e) => e.message);

const connection = build({});
let told;
const nextSaid = () => new Promise((resolve) => (told = resolve));
connection.on("said", (text) => told(text));

await connection.start();
say("connected", connection.connectionId === (await connection.invoke("MyConnection")));
say("user", await connection.invoke("WhoAmI"));
say("echo", await connection.invoke("Echo", "é 🚀 \u001e"));
say("add", await connection.invoke("aDD", 2, 3));
say("nothing", await connection.invoke("Nothing"));
say("fail", await failure(connection.invoke("Fail")));
say("failhub", await failure(connection.invoke("FailHub")));
say("unknown", await failure(connection.invoke("Nope")));

let said = nextSaid();
await connection.invoke("Join", "g");
await connection.send("ToGroup", "g", "to the group");
say("said", await said);

const items = (stream) =>
  new Promise((resolve) => {
    const seen = [];
    stream.subscribe({
      next: (item) => seen.push(item),
      complete: () => resolve(seen.join(",")),
      error: (e) => resolve(seen.join(",") + " then " + e.message),
    });
  });
say("stream", await items(connection.stream("Count", 5, 1)));
say("broken", await items(connection.stream("CountThenFail", 2)));
const first = await new Promise((resolve) => {
  const subscription = connection.stream("Count", 1000, 20).subscribe({
    next: (item) => {
      subscription.dispose();
      resolve(item);
    },
    complete: () => {},
    error: () => {},
  });
});
say("cancelled after", first, await connection.invoke("Echo", "still here"));
const upload = new Subject();
const sum = connection.invoke("Sum", upload);
[1, 2, 3].forEach((n) => upload.next(n));
upload.complete();
say("sum", await sum);
connection.on("twice", (n) => 2 * n);
say("ask", await connection.invoke("Ask", 21));

for (const transport of [HttpTransportType.ServerSentEvents, HttpTransportType.LongPolling]) {
  const name = HttpTransportType[transport];
  const other = build({ transport });
  let hear;
  other.on("said", (text) => hear(text));
  await other.start();
  say(name, JSON.stringify(await other.invoke("Echo", "line\nbreak é 🚀")), await items(other.stream("Count", 3, 1)));
  const heard = new Promise((resolve) => (hear = resolve));
  await other.invoke("Join", "by http");
  await connection.invoke("ToGroup", "by http", "for all");
  say(name, "heard", await heard);
  await other.stop();
}

const direct = build({ skipNegotiation: true, transport: HttpTransportType.WebSockets });
await direct.start();
say("direct", await direct.invoke("Echo", "without negotiation"));
await direct.stop();

const back = new Promise((resolve) => connection.onreconnected(resolve));
connection.onreconnecting((error) => say("reconnecting", error ? error.message : "without error"));
say("restart");
await back;
said = nextSaid();
await connection.invoke("Join", "g");
await connection.send("ToGroup", "g", "again");
say("said", await said);

const closed = new Promise((resolve) => connection.onclose(resolve));
await connection.stop();
await closed;
say("stopped");
