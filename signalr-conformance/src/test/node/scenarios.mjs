// What the official JavaScript client does against the parity hub, in Node and in a browser: each scenario with the checks it
// shows. A scenario fails by throwing. The test that starts them serves the cell's description, some control and the reports.

const scenarios = [];

/** @param options where: the cells it is for; slow: runs beside the others; alone: runs when the others have ended */
function scenario(checks, name, play, options = {}) {
  scenarios.push({ checks, name, play, where: everywhere, ...options });
}

const sockets = (cell) => cell.transport === "webSockets";
const polling = (cell) => cell.transport === "longPolling";
const events = (cell) => cell.transport === "serverSentEvents";
const packed = (cell) => cell.protocol === "messagepack";
const packedEvents = (cell) => events(cell) && packed(cell);
const everywhere = (cell) => !packedEvents(cell);

/** What one scenario plays on; its connections are stopped behind it. */
class Stage {
  constructor(kit, cell) {
    this.kit = kit;
    this.cell = cell;
    this.connections = [];
    this.nonce = Math.random().toString(36).slice(2);
  }

  build({
    url = this.cell.hub + "/hub",
    token,
    transport = this.cell.transport,
    protocol = this.cell.protocol,
    direct = false,
    reconnects = false,
    stateful = false,
  } = {}) {
    const { HttpTransportType, HubConnectionBuilder, JsonHubProtocol, LogLevel } = this.kit.signalR;
    const options = { skipNegotiation: direct };
    if (transport !== "any") {
      options.transport = HttpTransportType[transport[0].toUpperCase() + transport.slice(1)];
    }
    if (token !== undefined) {
      options.accessTokenFactory = () => token;
    }
    const named = { json: () => new JsonHubProtocol(), messagepack: () => new this.kit.MessagePackHubProtocol() };
    const builder = new HubConnectionBuilder()
      .withUrl(url, options)
      .withHubProtocol(typeof protocol === "string" ? named[protocol]() : protocol)
      .configureLogging(LogLevel.None);
    if (reconnects) {
      builder.withAutomaticReconnect(Array(200).fill(100));
    }
    if (stateful) {
      builder.withStatefulReconnect();
    }
    const connection = builder.build();
    connection.heard = [];
    connection.on("said", (text) => connection.heard.push(text));
    connection.closed = new Promise((resolve) => connection.onclose((error) => resolve(error?.message ?? "without error")));
    this.connections.push(connection);
    return connection;
  }

  async connect(options) {
    const connection = this.build(options);
    await connection.start();
    return connection;
  }

  async control(path) {
    const answer = await fetch(this.cell.pages + path, { method: "POST" });
    if (!answer.ok) {
      throw new Error(path + " answered with " + answer.status);
    }
    return answer.json();
  }

  /** Sends as the server, through the parity hub's HTTP side. */
  async publish(query, text) {
    await fetch(this.cell.hub + "/send?target=said&" + query, {
      method: "POST",
      mode: "no-cors",
      body: JSON.stringify([text]),
    });
  }

  /** What it has heard of this scenario; others speak to all as well. */
  heard(connection) {
    return connection.heard.filter((text) => text.startsWith(this.nonce)).map((text) => text.slice(this.nonce.length + 1));
  }

  async stop() {
    await Promise.all(this.connections.map((connection) => connection.stop().catch(() => {})));
  }
}

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function within(promise, what, millis = 20_000) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("not in time: " + what)), millis);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function until(condition, what) {
  const end = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error("not in time: " + what);
    }
    await pause(25);
  }
}

function equal(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
  }
}

function contains(text, part) {
  if (!String(text).includes(part)) {
    throw new Error(`expected to contain "${part}": ${text}`);
  }
}

async function failure(call) {
  let result;
  try {
    result = await within(call, "an error");
  } catch (e) {
    if (e.message === "not in time: an error") {
      throw e;
    }
    return e.message;
  }
  throw new Error("expected to fail, gave " + JSON.stringify(result));
}

/** All items of a stream, and how it ended. */
function items(stream) {
  const seen = [];
  const end = new Promise((resolve) => {
    stream.subscribe({
      next: (item) => seen.push(item),
      complete: () => resolve(seen),
      error: (e) => resolve([...seen, e.message]),
    });
  });
  return within(end, "the end of a stream");
}

/** The class of the transport in use: the client does not tell otherwise. */
const way = (connection) => connection.connection.transport.constructor.name;

const GENERAL = (method) => `An unexpected error occurred invoking '${method}' on the server.`;

scenario([17], "shakes hands and knows its id", async (stage) => {
  const connection = await stage.connect();
  equal(connection.state, "Connected");
  equal(await connection.invoke("MyConnection"), connection.connectionId);
});

scenario([15], "is who its token says, and is refused without a good one", async (stage) => {
  const url = stage.cell.hub + "/private";
  const ann = await stage.connect({ url, token: "ann" });
  equal(await ann.invoke("WhoAmI"), "ann");
  contains(await failure(stage.build({ url }).start()), "401");
  contains(await failure(stage.build({ url, token: "bad" }).start()), "401");
});

scenario([3], "follows a redirect and uses its token", async (stage) => {
  const connection = await stage.connect({ url: stage.cell.pages + "/elsewhere" });
  equal(await connection.invoke("WhoAmI"), "ann");
});

scenario([2], "uses no transport that the hub does not offer", async (stage) => {
  const connection = stage.build({ url: stage.cell.hub + "/plain" });
  if (sockets(stage.cell)) {
    await connection.start();
    equal(await connection.invoke("Echo", "x"), "x");
  } else {
    contains(await failure(connection.start()), "transport");
  }
});

scenario(
  [11],
  "does without negotiation",
  async (stage) => {
    const connection = await stage.connect({ direct: true });
    equal(await connection.invoke("Echo", "x"), "x");
  },
  { where: sockets },
);

scenario(
  [12],
  "passes server-sent events by when it speaks MessagePack",
  async (stage) => {
    contains(await failure(stage.build().start()), "transport");
    const connection = await stage.connect({ url: stage.cell.pages + "/no-sockets", transport: "any" });
    equal(way(connection), "LongPollingTransport");
    equal(await connection.invoke("Echo", "x"), "x");
  },
  { where: packedEvents },
);

scenario(
  [13],
  "falls back from WebSockets to server-sent events to long polling",
  async (stage) => {
    const first = await stage.connect({ url: stage.cell.hub + "/hub", transport: "any" });
    equal(way(first), "WebSocketTransport");
    const second = await stage.connect({ url: stage.cell.pages + "/no-sockets", transport: "any" });
    equal(way(second), packed(stage.cell) ? "LongPollingTransport" : "ServerSentEventsTransport");
    const third = await stage.connect({ url: stage.cell.pages + "/polls-only", transport: "any" });
    equal(way(third), "LongPollingTransport");
    equal(await Promise.all([first, second, third].map((each) => each.invoke("Add", 2, 3))), [5, 5, 5]);
  },
  { where: sockets },
);

scenario(
  [16],
  "is let in from another origin only when that is allowed",
  async (stage) => {
    equal(new URL(stage.cell.hub).origin === location.origin, false);
    const connection = await stage.connect();
    equal(await connection.invoke("Echo", "x"), "x");
    contains(await failure(stage.build({ url: stage.cell.pages + "/strict" }).start()), "403");
  },
  { where: (cell) => cell.browser && everywhere(cell) },
);

scenario(
  [18],
  "is refused with a protocol that nobody knows",
  async (stage) => {
    const protocol = { name: "nope", version: 1, transferFormat: 1, parseMessages: () => [], writeMessage: () => "" };
    contains(await failure(stage.build({ protocol }).start()), "The protocol 'nope' is not supported.");
  },
  { where: (cell) => !packed(cell) },
);

scenario(
  [6, 9],
  "opens at once by polling, and hangs up",
  async (stage) => {
    const begin = Date.now();
    const connection = await stage.connect({ url: stage.cell.pages + "/watched" });
    equal(Date.now() - begin < 10_000, true);
    const id = connection.connectionId;
    await connection.stop();
    await until(async () => (await stage.control("/do/farewells?id=" + id)).length === 1, "the farewell");
  },
  { where: polling },
);

scenario([26], "gets results, nothing and null", async (stage) => {
  const connection = await stage.connect();
  const text = "é 🚀 \u001e \n \" \u2028";
  equal(await connection.invoke("Echo", text), text);
  equal(await connection.invoke("Add", 2, 3), 5);
  const any = { a: [1, 2.5, "x", null, true], b: {} };
  equal(await connection.invoke("EchoAny", any), any);
  equal((await connection.invoke("Nothing")) ?? "nothing", "nothing");
  equal(await connection.invoke("Null"), null);
});

scenario([27], "hears nothing of calls that ask for no answer", async (stage) => {
  const connection = await stage.connect();
  await connection.invoke("Join", stage.nonce);
  await connection.send("Fail");
  await connection.send("Nope");
  await connection.send("ToGroup", stage.nonce, stage.nonce + " sent");
  await until(() => stage.heard(connection).length > 0, "what was sent");
  equal(stage.heard(connection), ["sent"]);
  equal(connection.state, "Connected");
});

scenario([28], "is told of hub exceptions and of no other text", async (stage) => {
  const connection = await stage.connect();
  equal(await failure(connection.invoke("Fail")), GENERAL("Fail"));
  equal(await failure(connection.invoke("FailHub")), GENERAL("FailHub") + " HubException: told to the client");
});

scenario([29], "is told that there is no such method", async (stage) => {
  const connection = await stage.connect();
  equal(
    await failure(connection.invoke("Nope")),
    "Failed to invoke 'Nope' due to an error on the server. HubException: Method does not exist.",
  );
});

scenario([30], "stays connected after wrong arguments", async (stage) => {
  const connection = await stage.connect();
  for (const wrong of [[1], [1, 2, 3], ["x", 1]]) {
    contains(await failure(connection.invoke("Add", ...wrong)), "Failed to invoke 'Add' due to an error on the server.");
  }
  equal(await connection.invoke("Add", 2, 3), 5);
});

scenario([31], "names methods in any case", async (stage) => {
  const connection = await stage.connect();
  equal(await connection.invoke("aDD", 2, 3), 5);
});

scenario([32], "is answered in the order of its calls", async (stage) => {
  const connection = await stage.connect();
  const order = [];
  await Promise.all([
    connection.invoke("Slow", 200).then(() => order.push("slow")),
    connection.invoke("Echo", "x").then(() => order.push("fast")),
  ]);
  equal(order, ["slow", "fast"]);
});

scenario(
  [5],
  "posts in order",
  async (stage) => {
    const connection = await stage.connect();
    await connection.invoke("Join", stage.nonce);
    const expected = [];
    for (let i = 0; i < 100; i++) {
      expected.push("m" + i);
      connection.send("ToGroup", stage.nonce, stage.nonce + " m" + i);
    }
    await until(() => stage.heard(connection).length === 100, "a hundred messages");
    equal(stage.heard(connection), expected);
  },
  { where: (cell) => !sockets(cell) && everywhere(cell) },
);

scenario([34], "may not say more than 32 KB at once", async (stage) => {
  const connection = await stage.connect();
  const most = "x".repeat(32_000);
  equal((await connection.invoke("Echo", most)).length, most.length);
  await failure(connection.invoke("Echo", "x".repeat(40_000)));
  if (sockets(stage.cell)) {
    contains(await within(connection.closed, "the end"), "Connection closed with an error.");
  }
});

scenario([37], "gets streams to their end", async (stage) => {
  const connection = await stage.connect();
  equal(await items(connection.stream("Count", 5, 1)), [0, 1, 2, 3, 4]);
  equal(await items(connection.stream("CountChannel", 0)), []);
  equal(await items(connection.stream("CountThenFail", 2)), [
    0,
    1,
    "An error occurred on the server while streaming results. HubException: stream broke",
  ]);
});

scenario([38], "cancels a stream", async (stage) => {
  const connection = await stage.connect();
  const seen = [];
  await new Promise((resolve, reject) => {
    const subscription = connection.stream("Count", 1000, 20).subscribe({
      next: (item) => {
        seen.push(item);
        subscription.dispose();
        resolve();
      },
      complete: () => reject(new Error("completed")),
      error: reject,
    });
  });
  equal(await connection.invoke("Echo", "still here"), "still here");
  await pause(200);
  equal(seen, [0]);
});

scenario([39], "is told when it takes a stream for a method, or the other way round", async (stage) => {
  const connection = await stage.connect();
  contains(await failure(connection.invoke("Count", 1, 0)), "Count");
  const ended = await items(connection.stream("Echo", "x"));
  equal(ended.length, 1);
  contains(ended[0], "Echo");
});

scenario([40], "uploads", async (stage) => {
  const connection = await stage.connect();
  const numbers = new stage.kit.signalR.Subject();
  const sum = connection.invoke("Sum", numbers);
  for (let i = 1; i <= 100; i++) {
    numbers.next(i);
  }
  numbers.complete();
  equal(await sum, 5050);
  const words = new stage.kit.signalR.Subject();
  const joined = connection.invoke("Join2", words, "-");
  ["a", "b", "é"].forEach((word) => words.next(word));
  words.complete();
  equal(await joined, "a-b-é");
});

scenario([41], "calls beside a stream", async (stage) => {
  const connection = await stage.connect();
  let ended = false;
  const stream = items(connection.stream("Count", 20, 30)).then((all) => {
    ended = true;
    return all.length;
  });
  equal(await connection.invoke("Echo", "x"), "x");
  equal(ended, false);
  equal(await stream, 20);
});

scenario([42], "answers the hub, with a result, an error or nothing at all", async (stage) => {
  const able = await stage.connect();
  able.on("twice", (number) => 2 * number);
  equal(await able.invoke("Ask", 21), 42);
  const failing = await stage.connect();
  failing.on("twice", () => {
    throw new Error("cannot");
  });
  contains(await failure(failing.invoke("Ask", 1)), GENERAL("Ask"));
  const without = await stage.connect();
  contains(await failure(without.invoke("Ask", 1)), "Client didn't provide a result.");
  const gone = await stage.connect();
  const asked = new Promise((resolve) => gone.on("twice", () => new Promise(() => resolve())));
  gone.invoke("Ask", 1).catch(() => {});
  await within(asked, "the question");
  const id = gone.connectionId;
  await gone.stop();
  await until(async () => !(await stage.control("/do/connected?id=" + id)), "the end of the one who never answered");
});

scenario([43], "hears what is for it, and nothing else", async (stage) => {
  const say = (to) => stage.nonce + " " + to;
  const user = "user-" + stage.nonce;
  const one = await stage.connect({ token: user });
  const two = await stage.connect({ token: user });
  const three = await stage.connect({ token: "somebody else" });
  for (const member of [two, three]) {
    await member.invoke("Join", stage.nonce);
  }
  await one.invoke("ToAll", say("all"));
  await one.invoke("ToOthers", say("others"));
  await one.invoke("ToGroup", stage.nonce, say("group"));
  await one.invoke("ToUser", user, say("user"));
  await stage.publish("connection=" + three.connectionId, say("connection"));
  await stage.publish("except=" + one.connectionId + "," + two.connectionId, say("all but two"));
  await stage.publish("group=" + stage.nonce + "&except=" + two.connectionId, say("group but one"));
  await stage.publish("user=" + user, say("end"));
  await three.invoke("ToGroup", stage.nonce, say("end"));
  await until(() => stage.heard(three).includes("end") && stage.heard(two).length >= 6, "the end");
  await until(() => stage.heard(one).includes("end"), "the end for the first");
  equal(stage.heard(one), ["all", "user", "end"]);
  equal(stage.heard(two), ["all", "others", "group", "user", "end", "end"]);
  equal(stage.heard(three), ["all", "others", "group", "connection", "all but two", "group but one", "end"]);
});

scenario([44], "is in one group with clients of the other protocol", async (stage) => {
  const own = await stage.connect();
  const other = await stage.connect({ transport: "webSockets", protocol: packed(stage.cell) ? "json" : "messagepack" });
  for (const member of [own, other]) {
    await member.invoke("Join", stage.nonce);
  }
  await own.invoke("ToGroup", stage.nonce, stage.nonce + " é 🚀");
  await other.invoke("ToGroup", stage.nonce, stage.nonce + " back");
  await until(() => [own, other].every((each) => stage.heard(each).length === 2), "both for both");
  equal(stage.heard(own), ["é 🚀", "back"]);
  equal(stage.heard(other), ["é 🚀", "back"]);
});

scenario([45], "hears once what it joined twice, and leaves what it never joined", async (stage) => {
  const connection = await stage.connect();
  await connection.invoke("Leave", "never joined " + stage.nonce);
  await connection.invoke("Join", stage.nonce);
  await connection.invoke("Join", stage.nonce);
  await connection.invoke("ToGroup", stage.nonce, stage.nonce + " in");
  await connection.invoke("Leave", stage.nonce);
  await connection.invoke("ToGroup", stage.nonce, stage.nonce + " out");
  await connection.invoke("Join", stage.nonce);
  await connection.invoke("ToGroup", stage.nonce, stage.nonce + " again");
  await until(() => stage.heard(connection).includes("again"), "the last message");
  equal(stage.heard(connection), ["in", "again"]);
});

scenario([46], "is in no group any more when it is gone", async (stage) => {
  const connection = await stage.connect();
  await connection.invoke("Join", stage.nonce);
  equal(await stage.control("/do/members?group=" + stage.nonce), [connection.connectionId]);
  await connection.stop();
  await until(async () => (await stage.control("/do/members?group=" + stage.nonce)).length === 0, "an empty group");
});

scenario(
  [49],
  "is kept while both say nothing but pings",
  async (stage) => {
    const connection = stage.build({ url: stage.cell.pages + "/quick" });
    connection.serverTimeoutInMilliseconds = 4_000;
    connection.keepAliveIntervalInMilliseconds = 500;
    await connection.start();
    await pause(6_000);
    equal(connection.state, "Connected");
    equal(await connection.invoke("Echo", "x"), "x");
  },
  { slow: true },
);

scenario(
  [51],
  "is ended when it has pinged and fallen silent",
  async (stage) => {
    const connection = stage.build({ url: stage.cell.pages + "/quick" });
    connection.keepAliveIntervalInMilliseconds = 300;
    await connection.start();
    await pause(1_000);
    equal(connection.state, "Connected");
    connection.keepAliveIntervalInMilliseconds = 1_000_000;
    contains(await within(connection.closed, "the end"), "Connection closed with an error.");
  },
  { slow: true, where: (cell) => !polling(cell) && everywhere(cell) },
);

/**
 * A client whose start still waits for its first ping when the Close comes ends, but then says for good that it is connected
 * (HubConnection._startWithStateTransitions of version 10 overwrites its state). No server can help it.
 */
const forgotItsEnd = (connection) =>
  connection.state === "Connected" && connection.connection.transport === undefined;

scenario([52], "does not come back to a hub that turned it away", async (stage) => {
  let why;
  for (let attempt = 0; why === undefined && attempt < 10; attempt++) {
    const connection = stage.build({ url: stage.cell.pages + "/unwilling", reconnects: true });
    let reconnecting = false;
    connection.onreconnecting(() => (reconnecting = true));
    // The Close may come before it has started: then start fails, if need be because its first ping finds nobody.
    why = await connection.start().then(
      () =>
        Promise.race([
          within(connection.closed, "the end"),
          until(async () => forgotItsEnd(connection), "the end").then(() => undefined),
        ]),
      (e) => e.message,
    );
    await pause(300);
    equal([reconnecting, connection.state], [false, why === undefined ? "Connected" : "Disconnected"]);
  }
  equal(["Connection closed with an error.", "'404'"].some((each) => why?.includes(each)), true);
});

scenario([53], "says goodbye", async (stage) => {
  const connection = await stage.connect({ url: stage.cell.pages + "/watched" });
  const id = connection.connectionId;
  await connection.stop();
  equal(await within(connection.closed, "the end"), "without error");
  await until(async () => (await stage.control("/do/farewells?id=" + id)).length > 0, "the farewell");
  // Over server-sent events the client does not wait for the POST that says goodbye before it ends the stream.
  const farewells = await stage.control("/do/farewells?id=" + id);
  equal(farewells, events(stage.cell) && farewells[0] === "socket closed" ? ["socket closed"] : ["goodbye"]);
});

scenario([55], "is ended by the hub, whose farewell comes once", async (stage) => {
  const connection = await stage.connect({ url: stage.cell.pages + "/watched" });
  const id = connection.connectionId;
  connection.send("Abort").catch(() => {});
  await within(connection.closed, "the end");
  await until(async () => (await stage.control("/do/farewells?id=" + id)).length > 0, "the farewell");
  await pause(300);
  equal(await stage.control("/do/farewells?id=" + id), ["asked for"]);
});

scenario(
  [57, 59],
  "comes back on another socket as if nothing had been, when it asked for that",
  async (stage) => {
    const url = stage.cell.relay + "/hub";
    const stateful = await stage.connect({ url, stateful: true, reconnects: true });
    const plain = await stage.connect({ url, reconnects: true });
    const ids = [stateful.connectionId, plain.connectionId];
    let noticed = false;
    stateful.onreconnecting(() => (noticed = true));
    const back = new Promise((resolve) => plain.onreconnected(resolve));
    await stateful.invoke("Join", stage.nonce);
    const expected = [];
    for (let i = 0; i < 30; i++) {
      expected.push("m" + i);
      if (i === 10) {
        await stage.control("/do/cut");
      }
      await stage.publish("group=" + stage.nonce, stage.nonce + " m" + i);
    }
    equal(await within(stateful.invoke("Echo", "over the gap"), "an answer"), "over the gap");
    await until(() => stage.heard(stateful).length >= 30, "all messages");
    equal(stage.heard(stateful), expected);
    equal(await stateful.invoke("MyConnection"), ids[0]);
    equal(noticed, false);
    await within(back, "the other's reconnection");
    equal((await plain.invoke("MyConnection")) === ids[1], false);
  },
  { where: sockets, slow: true },
);

scenario(
  [60],
  "lets the server send more than its buffer by acknowledging",
  async (stage) => {
    const connection = await stage.connect({ stateful: true });
    const padding = "x".repeat(10_000);
    for (let i = 0; i < 30; i++) {
      await within(connection.invoke("Back", "said", [stage.nonce + " " + i + " " + padding]), "an answer");
    }
    await until(() => stage.heard(connection).length === 30, "thirty messages");
    equal(
      stage.heard(connection).map((text) => parseInt(text)),
      Array.from({ length: 30 }, (_, i) => i),
    );
  },
  { where: sockets, slow: true },
);

scenario(
  [62],
  "does not come back when the hub has ended it",
  async (stage) => {
    const connection = await stage.connect({ url: stage.cell.pages + "/watched", stateful: true });
    const id = connection.connectionId;
    connection.send("Abort").catch(() => {});
    await within(connection.closed, "the end");
    await until(async () => (await stage.control("/do/farewells?id=" + id)).length > 0, "the farewell");
    equal(await stage.control("/do/farewells?id=" + id), ["asked for"]);
  },
  { where: sockets },
);

scenario(
  [54],
  "comes back when the server stops and another starts",
  async (stage) => {
    const connection = await stage.connect({ reconnects: true });
    const back = new Promise((resolve) => connection.onreconnected(resolve));
    await stage.control("/do/restart");
    await within(back, "the reconnection");
    await connection.invoke("Join", stage.nonce);
    await connection.invoke("ToGroup", stage.nonce, stage.nonce + " again");
    await until(() => stage.heard(connection).length > 0, "what was said");
    equal(stage.heard(connection), ["again"]);
  },
  { alone: true },
);

/** Plays all that are for this cell and reports each. A browser has six HTTP connections for each server: one at a time then. */
export async function play(kit, cell) {
  const report = (what) => fetch(cell.pages + "/report", { method: "POST", body: JSON.stringify(what) });
  const mine = scenarios.filter((each) => each.where(cell));
  await report({ plan: mine.map((each) => each.name) });
  const one = async ({ name, play: act }) => {
    const stage = new Stage(kit, cell);
    let error = null;
    try {
      await within(act(stage), "the end of the scenario", 60_000);
    } catch (e) {
      error = String(e?.message ?? e);
    }
    await within(stage.stop(), "stop").catch((e) => (error ??= "stopping: " + e.message));
    await report({ name, error });
  };
  const queue = mine.filter((each) => !each.slow && !each.alone);
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await one(next);
    }
  };
  const width = cell.browser && !sockets(cell) ? 1 : 6;
  await Promise.all([...mine.filter((each) => each.slow).map(one), ...Array.from({ length: width }, work)]);
  for (const each of mine.filter((each) => each.alone)) {
    await one(each);
  }
  await report({ done: true });
}
