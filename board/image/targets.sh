# The settings of each target. Sourced by build-image and build-bundle.
# shellcheck shell=bash disable=SC2034
# root_type: see the Discoverable Partitions Specification. pi: the first partition also holds the boot files of a
# Raspberry Pi.
target_settings() {
    table=gpt pi=no
    cmdline="quiet loglevel=3 panic=30 consoleblank=0 vt.global_cursor_default=0 systemd.gpt_auto=0"
    case $1 in
    qemu-amd64)
        architecture=amd64
        root_type=4f68bce3-e8cd-4db1-96e7-fbcaf984b709
        grub=x86_64-efi grub_name=BOOTX64.EFI grub_modules=/usr/lib/grub
        ;;
    qemu-arm64 | rpi-arm64)
        architecture=arm64
        root_type=b921b045-1df0-41c3-af44-4c6f280d3fae
        grub=arm64-efi grub_name=BOOTAA64.EFI grub_modules=boot/usr/lib/grub
        ;;
    *)
        echo "no such target: $1 (there are: qemu-amd64, qemu-arm64, rpi-arm64)" >&2
        return 2
        ;;
    esac
    [ "$1" != rpi-arm64 ] || { table=hybrid pi=yes; }
}

# The keys that sign updates and the keyring that images trust: the development keys, or the operator's with --release.
update_keys() {
    local keys=$1/keys-development release=$2
    if [ "$release" = no ]; then
        cert=$keys/signer.pem key=$keys/signer.key keyring=$keys/authority.pem
        return
    fi
    cert=${MUSTER_RAUC_CERT:?a release needs its signer\'s certificate} key=${MUSTER_RAUC_KEY:?a release needs its signer\'s key}
    keyring=${MUSTER_RAUC_KEYRING:?a release needs its keyring}
    local file
    for file in "$cert" "$keyring"; do
        if openssl storeutl -noout -text -certs "$file" | grep -q DEVELOPMENT; then
            echo "$file: these development keys are public; a release must not use them" >&2
            return 1
        fi
    done
    openssl verify -CAfile "$keyring" "$cert" >/dev/null || return 1
}
