@echo off
rem Starts Lineside's programs: finds a JDK 25, builds when needed, runs.
setlocal enabledelayedexpansion
set "here=%~dp0"
set "app=%here%launcher\target\app"
set "jdk="

if defined JAVA_HOME call :try "%JAVA_HOME%"
for /d %%d in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\scoop\apps\*25*") do if not defined jdk call :try "%%~d"
if not defined jdk (
    echo Lineside needs a JDK 25: install one ^(for example Eclipse Temurin 25^) or set JAVA_HOME to it. 1>&2
    exit /b 1
)

set "build="
if not exist "%app%\built" set "build=yes"
if not defined build powershell -NoProfile -Command "$b=(Get-Item '%app%\built').LastWriteTime; $n=Get-ChildItem -Path '%here%*\src\main','%here%*\pom.xml','%here%pom.xml' -Recurse -File | Where-Object { $_.LastWriteTime -gt $b } | Select-Object -First 1; if ($n) { exit 1 }" || set "build=yes"
if defined build (
    where mvn >nul 2>nul || (
        echo Lineside is not built yet and building it needs Maven 3.8.7 or later: install Maven. 1>&2
        exit /b 1
    )
    echo building Lineside ^(the first time this takes some minutes^) ... 1>&2
    pushd "%here%"
    set "JAVA_HOME=!jdk!"
    call mvn -q -B -DskipTests -Dmaven.test.skip=true package 1>&2
    if errorlevel 1 (
        popd
        exit /b 1
    )
    popd
    type nul > "%app%\built"
)

"%jdk%\bin\java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "%app%\lib\*" io.lineside.launcher.Main %*
exit /b %errorlevel%

:try
if not exist "%~1\bin\javac.exe" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25[\"\.+-]" "%~1\release" >nul 2>nul && set "jdk=%~1"
exit /b 0
