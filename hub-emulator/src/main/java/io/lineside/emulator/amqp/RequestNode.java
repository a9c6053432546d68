package io.lineside.emulator.amqp;

import java.util.function.Function;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.engine.IncomingDelivery;
import org.apache.qpid.protonj2.engine.OutgoingDelivery;
import org.apache.qpid.protonj2.engine.Receiver;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.transport.SenderSettleMode;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code $cbs} and {@code $management} in one session: requests come by one link, answers
 * leave by another. The two links belong together by session and node, not by reply-to, as some
 * clients leave reply-to out.
 */
final class RequestNode {

    private static final int CREDIT = 100;

    private final Function<Messages.Request, ProtonBuffer> answerer;
    private @Nullable Sender answers;

    RequestNode(Function<Messages.Request, ProtonBuffer> answerer) {
        this.answerer = answerer;
    }

    void answersBy(Sender sender) {
        answers = sender;
    }

    void requestsBy(Receiver receiver) {
        receiver.deliveryReadHandler(this::read);
        receiver.open();
        receiver.addCredit(CREDIT);
    }

    private void read(IncomingDelivery delivery) {
        if (delivery.isAborted() || delivery.isPartial()) {
            return;
        }
        ProtonBuffer bytes = delivery.readAll();
        delivery.disposition(Accepted.getInstance(), true);
        delivery.getLink().addCredit(1);
        if (answers == null || bytes == null || !answers.isLocallyOpen()) {
            return;
        }
        OutgoingDelivery answer = answers.next();
        answer.writeBytes(answerer.apply(Messages.decodeRequest(bytes)));
        if (answers.getSenderSettleMode() == SenderSettleMode.SETTLED) {
            answer.settle();
        } else {
            answer.deliveryStateUpdatedHandler(OutgoingDelivery::settle);
        }
    }
}
