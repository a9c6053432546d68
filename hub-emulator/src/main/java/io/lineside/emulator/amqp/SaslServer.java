package io.lineside.emulator.amqp;

import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.engine.Engine;
import org.apache.qpid.protonj2.engine.sasl.SaslOutcome;
import org.apache.qpid.protonj2.engine.sasl.SaslServerContext;
import org.apache.qpid.protonj2.engine.sasl.SaslServerListener;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.transport.AMQPHeader;
import org.jspecify.annotations.Nullable;

/**
 * SASL as Event Hubs offers it. It authenticates nobody: what counts are the tokens put to {@code
 * $cbs}.
 */
final class SaslServer implements SaslServerListener {

    private static final String[] MECHANISMS = {"MSSBCBS", "ANONYMOUS", "PLAIN", "EXTERNAL"};

    SaslServer(Engine engine) {
        engine.saslDriver().server().setListener(this);
    }

    @Override
    public void handleSaslHeader(SaslServerContext context, AMQPHeader header) {
        context.sendMechanisms(MECHANISMS);
    }

    @Override
    public void handleSaslInit(
            SaslServerContext context, Symbol mechanism, @Nullable ProtonBuffer response) {
        context.sendOutcome(SaslOutcome.SASL_OK, null);
    }

    @Override
    public void handleSaslResponse(SaslServerContext context, ProtonBuffer response) {
        context.sendOutcome(SaslOutcome.SASL_OK, null);
    }
}
