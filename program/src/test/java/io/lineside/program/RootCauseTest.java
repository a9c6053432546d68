package io.lineside.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class RootCauseTest {

    @Test
    void isTheInnermostExceptionHoweverOftenItIsWrapped() {
        IOException root = new IOException("port 8480 is taken");
        assertThat(RootCause.of(new ExecutionException(new IllegalStateException(root))))
                .isSameAs(root);
        assertThat(RootCause.of(root)).isSameAs(root);
    }

    @Test
    void isOneLineOfTheInnermostMessage() {
        assertThat(RootCause.line(new IllegalStateException(new IOException("a\nb"))))
                .isEqualTo("a");
        assertThat(RootCause.line(new IOException("\n a \n"))).isEqualTo("a");
    }

    @Test
    void namesTheClassOfAnExceptionThatSaysNothing() {
        assertThat(RootCause.line(new IOException())).isEqualTo("IOException");
        assertThat(RootCause.line(new IOException(" "))).isEqualTo("IOException");
    }

    @Test
    void endsAtAnExceptionThatNamesItselfAsItsCause() {
        Exception own =
                new Exception("own") {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public synchronized Throwable getCause() {
                        return this;
                    }
                };
        assertThat(RootCause.line(new Exception(own))).isEqualTo("own");
    }
}
